import { access } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { runFolders } from "../assets/run-folders.ts";
import { CliError } from "../cli-error.ts";
import { projectRoot } from "../project-root.ts";

/**
 * What `--teacher-logits` sets in a recipe: these files, and no model beside them. Each is a file of the data folder, a path from
 * here, the id of a recorded run, or the recipe of a model whose answers come with the project. Throws CliError for what is none of them.
 */
export async function answerFiles(
  named: readonly string[] | undefined,
  data: string,
  assets = join(projectRoot, "r2-assets"),
): Promise<Record<string, string>> {
  if (named === undefined) return {};
  const files = await Promise.all(named.map((name) => found(name, data, assets)));
  return { teacher: "null", teacher_logits: JSON.stringify({ files }) };
}

async function found(name: string, data: string, assets: string): Promise<string> {
  if (await exists(resolve(data, name))) return name;
  if (await exists(resolve(name))) return resolve(name);
  const run = (await runFolders(assets)).find((folder) => basename(folder) === name);
  if (run !== undefined) return run;
  const recorded = recordedAnswers(name);
  if (await exists(recorded)) return recorded;
  throw new CliError(
    `--teacher-logits: there is no ${name} in ${data}, none at ${resolve(name)}, and no recorded run ${name}`,
  );
}

/** Where the answers of a recipe's model lie, if they come with the project. */
export const recordedAnswers = (recipe: string): string =>
  join(projectRoot, "trainer", "answers", `${recipe}.ndjson.gz`);

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
