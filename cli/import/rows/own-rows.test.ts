import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ownRows } from "./own-rows.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "retort-own-rows-"));
});
afterAll(() => rm(folder, { recursive: true }));

test("labels in a cell of a table are a JSON array, or names with | between, which may have blanks; an empty cell has none", async () => {
  const path = join(folder, "moods.csv");
  await writeFile(path, 'text,labels\na,opening hours|joy\nb,"[""joy""]"\nc,opening hours\nd,\n');
  const { rows } = await ownRows(path, "multi-label-classification", ["joy", "opening hours"]);
  expect(rows.map((row) => "labels" in row && row.labels)).toEqual([
    ["joy", "opening hours"],
    ["joy"],
    ["opening hours"],
    [],
  ]);
});
