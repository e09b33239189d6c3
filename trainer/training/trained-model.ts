/** What a teacher's recipe left behind. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Card } from "../../r2-assets/format/card.ts";
import { sha256, versionOf } from "../../r2-assets/format/digest.ts";
import type { Model } from "../methods/method.ts";
import { loadBest } from "./checkpoint.ts";

export interface TrainedModel extends Model {
  /** sha256 of its weights. */
  digest: string;
  /** The recipe's folder. */
  folder: string;
}

/** Where a recipe's checkpoints lie. */
export const checkpointFolder = (out: string, name: string) => join(out, name, "checkpoint");

/** The weights of `<out>/<name>` that were best on dev. Throws with one sentence when that recipe has not been run. */
export async function trainedTeacher(out: string, name: string): Promise<TrainedModel> {
  const folder = join(out, name);
  const best = await loadBest(checkpointFolder(out, name));
  if (best === undefined)
    throw new Error(`there is no trained teacher in ${folder}: run \`retort train ${name}\` first`);
  return { config: best.config, weights: best.weights, digest: await sha256(best.bytes), folder };
}

/** How cards name a teacher. Throws when it is trained but not exported. */
export async function teacherSummary(folder: string, name: string): Promise<NonNullable<Card["teacher"]>> {
  const bytes = await readFile(join(folder, "card.json")).catch(() => {
    throw new Error(`the teacher in ${folder} is trained but not exported: run \`retort train ${name} --resume\``);
  });
  const { id, parameters, bytes: size } = Card.parse(JSON.parse(bytes.toString("utf8")));
  return { id, version: await versionOf(bytes), parameters, bytes: size };
}
