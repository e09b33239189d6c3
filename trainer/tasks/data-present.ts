/** Whether a task can be read at all: asked before anything long begins. */
import { access } from "node:fs/promises";
import { isAbsolute, resolve } from "node:path";
import { missingFile } from "../data/missing-file.ts";
import { listTextFiles } from "../data/text/text-files.ts";
import { transferFiles } from "../data/transfer/files-like.ts";
import { type Recipe, stagesOf } from "../recipes/recipe.ts";
import { taskOfRecipe } from "./find-task.ts";

/** Looks whether a recipe's files are there, before anything is set up or downloaded for it. Throws as reading them would. */
export async function assertDataPresent(folder: string, recipe: Recipe): Promise<void> {
  const { transfer = [], teacher_logits } = recipe;
  if (stagesOf(recipe, "cpu").some(({ on }) => on === "text")) await listTextFiles(folder);
  await transferFiles(folder, transfer);
  for (const file of [...((await taskOfRecipe(recipe, folder))?.files ?? []), ...(teacher_logits?.files ?? [])]) {
    const path = resolve(folder, file);
    await access(path).catch((error: NodeJS.ErrnoException) => {
      throw isAbsolute(file) ? new Error(`cannot read ${path}: ${error.code}`) : missingFile(path, file, error);
    });
  }
}
