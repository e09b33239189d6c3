import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { firstIssue } from "../../../r2-assets/format/issue-sentences.ts";
import { SuiteId } from "../../../r2-assets/format/names.ts";
import { OWN_TASK_FILE, OwnTask, ownTaskFolder } from "./own-task.ts";

/** The own task of that name in a data folder; undefined where there is none. Throws with one sentence for a damaged `task.json`. */
export async function readOwnTask(data: string, id: string): Promise<OwnTask | undefined> {
  if (!SuiteId.safeParse(id).success) return undefined; // what is no name is no path either
  const path = join(data, ownTaskFolder(id), OWN_TASK_FILE);
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT" && error.code !== "ENOTDIR") throw new Error(`cannot read ${path}: ${error.code}`);
  });
  if (text === undefined) return undefined;
  const parsed = OwnTask.safeParse(parseJson(text));
  if (!parsed.success) throw new Error(`${path} is no task: ${firstIssue(parsed.error)}`);
  if (parsed.data.id !== id) throw new Error(`${path} is no task: it says that it is ${parsed.data.id}`);
  return parsed.data;
}

/** Names of the own tasks in a data folder, sorted. */
export async function ownTaskIds(data: string): Promise<string[]> {
  const folders = async (path: string) => {
    const entries = await readdir(path, { withFileTypes: true }).catch(() => []);
    return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  };
  const groups = await folders(join(data, "tasks"));
  const ids = await Promise.all(
    groups.map(async (group) => (await folders(join(data, "tasks", group))).map((name) => `${group}/${name}`)),
  );
  return ids
    .flat()
    .filter((id) => SuiteId.safeParse(id).success)
    .sort();
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
