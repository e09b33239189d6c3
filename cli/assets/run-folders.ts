/** Where recorded runs lie in the assets: in folders that say what they are of. In the bucket they go by their ids alone. */
import { join } from "node:path";
import type { RunRecord } from "../../r2-assets/format/run.ts";
import { CliError } from "../cli-error.ts";
import { listFolders } from "../files/folders.ts";

type Named = Pick<RunRecord, "id" | "suite" | "model" | "perturbation">;

/**
 * `<assets>/runs/<suite a>/<suite b>/<model>/<run>`, and `…/<model>/<perturbation>/<run>` of a perturbed one. Throws
 * CliError for names that would lead elsewhere.
 */
export function runFolder(assets: string, { id, suite, model, perturbation }: Named): string {
  const parts = [...suite.split("/"), ...model.split("/"), ...(perturbation === undefined ? [] : [perturbation]), id];
  const bad = parts.find((part) => !/^[^./\\\0][^/\\\0]*$/.test(part));
  if (bad !== undefined)
    throw new CliError(`the run ${id} can't be kept: ${JSON.stringify(bad)} is no name for a folder`);
  return join(assets, "runs", ...parts);
}

/** The folders of all recorded runs, sorted: those below `<assets>/runs` that hold no other, however deep they lie. */
export const runFolders = (assets: string): Promise<string[]> => leaves(join(assets, "runs"), []);

async function leaves(folder: string, ifLeaf: string[]): Promise<string[]> {
  const inside = await listFolders(folder);
  if (inside.length === 0) return ifLeaf;
  const below = await Promise.all(inside.map((name) => join(folder, name)).map((path) => leaves(path, [path])));
  return below.flat();
}
