import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { canonicalLine, type Row, type RowKind } from "../../r2-assets/format/rows.ts";
import { makeFolder } from "../../trainer/files/make-folder.ts";
import { OWN_TASK_FILE, type OwnTask, ownTaskFolder } from "../../trainer/tasks/own/own-task.ts";
import { CliError } from "../cli-error.ts";
import { textKey } from "./same-text.ts";
import { place } from "./split-by-hash.ts";

export interface TaskFiles {
  task: OwnTask;
  kind: RowKind;
  rows: { train: readonly Row[]; dev: readonly Row[]; test?: readonly Row[] };
  unlabelled?: readonly { id: string }[];
}

/**
 * Writes a task into its folder, all of it or nothing; what is there is replaced. Rows lie in an order that their texts decide, so that the first so many, which
 * `--smoke` takes, are a fair sample of a file that is sorted. Throws CliError where it cannot be written.
 */
export async function writeTask(data: string, { task, kind, rows, unlabelled }: TaskFiles): Promise<string> {
  const folder = join(data, ownTaskFolder(task.id));
  const next = join(dirname(folder), `.${basename(folder)}.next-${process.pid}`);
  const old = join(dirname(folder), `.${basename(folder)}.old-${process.pid}`);
  try {
    await makeFolder(dirname(folder));
    await rm(next, { recursive: true, force: true });
    await mkdir(next);
    for (const [split, list] of Object.entries(rows))
      await writeFile(
        join(next, `${split}.jsonl`),
        inDrawnOrder(list)
          .map((row) => canonicalLine(kind, row))
          .join(""),
      );
    if (unlabelled)
      await writeFile(join(next, "unlabelled.jsonl"), unlabelled.map((text) => `${JSON.stringify(text)}\n`).join(""));
    await writeFile(join(next, OWN_TASK_FILE), `${JSON.stringify(task, null, 2)}\n`);
    await rename(folder, old).catch(unlessMissing);
    await rename(next, folder).catch(async (error: unknown) => {
      await rename(old, folder).catch(unlessMissing);
      throw error;
    });
  } catch (error) {
    await rm(next, { recursive: true, force: true }).catch(() => {}); // what stands in the way of writing may stand in that of deleting
    throw new CliError(
      `${folder} cannot be written (${(error as NodeJS.ErrnoException).code ?? (error as Error).message})`,
    );
  }
  await rm(old, { recursive: true, force: true });
  return folder;
}

function inDrawnOrder(rows: readonly Row[]): Row[] {
  const placed = rows.map((row) => ({ row, at: place(textKey(row)) }));
  return placed.sort((a, b) => a.at - b.at || (a.row.id < b.row.id ? -1 : 1)).map(({ row }) => row);
}

const unlessMissing = (error: NodeJS.ErrnoException): void => {
  if (error.code !== "ENOENT") throw error;
};
