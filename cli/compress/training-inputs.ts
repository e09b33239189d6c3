import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { resolve } from "node:path";
import { pipeline } from "node:stream/promises";
import { sha256 } from "../../r2-assets/format/digest.ts";
import { transferFiles } from "../../trainer/data/transfer/files-like.ts";
import type { Recipe } from "../../trainer/recipes/recipe.ts";
import type { TrainingTask } from "../../trainer/tasks/task.ts";
import { recipeNamed } from "../../trainer/training/recipe-named.ts";
import type { Workplace } from "../../trainer/training/workplace.ts";
import type { PlannedTraining } from "./plan-training.ts";

/**
 * Digest of all that a training depends on: its recipe but for its words, the weights that it begins with, its files, and who teaches. The code is none of it: a card names the
 * commit, and the trainer knows which checkpoints it must not go on with.
 */
export async function trainingInputs(
  { recipe, overrides, model }: PlannedTraining,
  teacherVersion: string | null,
  task: TrainingTask,
  where: Workplace,
): Promise<string> {
  const soup = await Promise.all((recipe.soup ?? []).map((name) => recipeNamed(name, { data: where.data }, overrides)));
  const listed = [
    ...task.files,
    ...(await transferFiles(where.data, recipe.transfer ?? [])),
    ...(recipe.teacher_logits?.files ?? []),
  ];
  const files = await Promise.all(listed.map(async (file) => [file, await fileDigest(resolve(where.data, file))]));
  const taught = recipe.teacher === null ? null : teacherVersion;
  return sha256(JSON.stringify([...[recipe, ...soup].map(settings), model.from, files, taught, where.devRows ?? null]));
}

/** Without what may be said otherwise with nothing changed. */
const settings = ({ question: _, why: __, after: ___, ...rest }: Recipe) => rest;

async function fileDigest(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return hash.digest("hex");
}
