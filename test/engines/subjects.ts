/** The published models as they lie in the checkout. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { readArtefact } from "../../cli/artefact/artefact-folder.ts";
import { readTokenizer } from "../../cli/artefact/open-artefact.ts";
import { listFolders } from "../../cli/files/folders.ts";
import { projectRoot } from "../../cli/project-root.ts";
import type { Card } from "../../r2-assets/format/card.ts";
import { CARD_FILE, WEIGHTS_FILE } from "../../r2-assets/format/keys.ts";
import type { Subject } from "./body.ts";
import { textsFor } from "./texts.ts";

const MODELS = join(projectRoot, "r2-assets/models");

export const publishedIds = (): Promise<string[]> => listFolders(MODELS);

/** sha256 of a published model's weights, as its card has it. */
export async function weightsOf(id: string): Promise<string> {
  const card: Pick<Card, "files"> = JSON.parse(await readFile(join(MODELS, id, CARD_FILE), "utf8"));
  return card.files[WEIGHTS_FILE]!.sha256;
}

/** A published model with what it is asked. Throws where its folder is not sound. */
export async function published(id: string): Promise<Subject> {
  const reading = await readArtefact(join(MODELS, id));
  if (reading.kind !== "sound") throw new Error(`${id} is not sound`);
  const { card, folder } = reading.artefact;
  const weights = new Uint8Array(await readFile(join(folder, WEIGHTS_FILE)));
  return { name: id, card, weights, texts: textsFor(card, await readTokenizer(reading.artefact)) };
}
