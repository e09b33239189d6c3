/**
 * Where a teacher's outputs are kept: a folder a teacher, in it one for the logits alone and one for each choice of layers, in
 * these files of a few thousand texts. Texts are found by their content, so that stages, limits and data sets share what was
 * computed for one of them.
 */
import { createHash } from "node:crypto";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { type RowSize, readPart, type TeacherRow, writePart } from "./teacher-part.ts";

/** What of `wanted`, sizes by content, lies in a folder. Where no layer is asked for, the logits beside any will do. */
export async function storedRows(
  cache: string,
  name: string,
  wanted: ReadonlyMap<string, RowSize>,
): Promise<Map<string, TeacherRow>> {
  const found = new Map<string, TeacherRow>();
  const layersToo = [...wanted.values()].some(({ states }) => states > 0);
  const folders = layersToo ? [name] : [name, ...(await entries(cache)).filter((folder) => folder !== name)];
  for (const folder of folders)
    for (const file of await entries(join(cache, folder))) {
      if (found.size === wanted.size) return found;
      if (!file.endsWith(".safetensors")) continue;
      for (const [key, row] of (await readPart(join(cache, folder, file))) ?? []) {
        const size = wanted.get(key);
        if (size === undefined || size.logits !== row.logits.length) continue;
        if (size.states === 0) found.set(key, { logits: row.logits, states: new Uint16Array(0) });
        else if (size.states === row.states.length) found.set(key, row);
      }
    }
  return found;
}

/** Adds rows, as a file of their own. */
export const keepRows = (folder: string, rows: ReadonlyMap<string, TeacherRow>): Promise<void> => {
  const name = createHash("sha256")
    .update([...rows.keys()].join())
    .digest("hex")
    .slice(0, 12);
  return writePart(join(folder, `${name}.safetensors`), rows);
};

const entries = (folder: string): Promise<string[]> =>
  readdir(folder).then(
    (names) => names.sort(),
    () => [],
  );
