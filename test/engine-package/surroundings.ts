/** What the package's tests find: an unpacked package, a server with models, a model's files. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { projectRoot } from "../../cli/project-root.ts";
import type * as Engine from "../../packages/engine/src/index.ts";
import { CARD_FILE, TOKENIZER_FILE, WEIGHTS_FILE } from "../../r2-assets/format/keys.ts";

/** The smallest published model; its dense layers are in integers. */
export const SMALLEST = "sst2-shared-projections-down-48-kd";

export interface Surroundings {
  /** A folder with `node_modules/@retort/engine`. */
  project: string;
  /** The address of a folder of models. */
  models: string;
}

export const importEngine = ({ project }: Surroundings): Promise<typeof Engine> =>
  import(pathToFileURL(join(project, "node_modules/@retort/engine/dist/node.js")).href);

export async function filesOf(model: string): Promise<{ card: Buffer; tokenizer: Buffer; weights: Buffer }> {
  const read = (name: string) => readFile(join(projectRoot, "r2-assets/models", model, name));
  const [card, tokenizer, weights] = await Promise.all([read(CARD_FILE), read(TOKENIZER_FILE), read(WEIGHTS_FILE)]);
  return { card, tokenizer, weights };
}
