/** Whether a task can be read at all: asked before anything long begins. */
import { access } from "node:fs/promises";
import { join } from "node:path";
import { listTextFiles } from "../data/text/text-files.ts";
import { TEXT } from "../recipes/recipe.ts";
import { taskNamed } from "./index.ts";
import { missingFile } from "./read-rows.ts";

/** Looks whether the files of a recipe's task are there, before anything is set up or downloaded for it. Throws as reading them would. */
export async function assertDataPresent(folder: string, { task }: { task: string }): Promise<void> {
  if (task === TEXT) return void (await listTextFiles(folder));
  for (const file of taskNamed(task).files) {
    const path = join(folder, file);
    await access(path).catch((error: NodeJS.ErrnoException) => {
      throw missingFile(path, file, error);
    });
  }
}
