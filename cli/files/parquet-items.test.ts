import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import golden from "../../test/golden/parquet/expected.json" with { type: "json" };
import { type FileItem, fileItems } from "./file-items.ts";

const folder = new URL("../../test/golden/parquet/", import.meta.url).pathname;

async function read(path: string) {
  const { items, ...about } = await fileItems(path);
  const read: FileItem[] = [];
  for await (const item of items) read.push(item);
  return { ...about, items: read };
}
/** Bytes that are no text as a list of numbers, as Python's are kept. */
const asKept = (value: unknown) =>
  JSON.parse(JSON.stringify(value, (_, each) => (each instanceof Uint8Array ? [...each] : each)));

describe("Parquet as Python writes it", () => {
  test.each(Object.entries(golden.files))("%s has the rows that Python reads", async (name, { rows }) => {
    const { format, titles, items } = await read(join(folder, `${name}.parquet`));
    expect({ format, titles }).toEqual({ format: "parquet", titles: Object.keys(rows[0]!) });
    expect(asKept(items)).toEqual(rows.map((value, i) => ({ line: i + 1, value })));
  });

  test("a decimal whose digits a float does not hold is its row's problem", async () => {
    const { items } = await read(join(folder, "decimals.parquet"));
    const problem =
      "n is a DECIMAL with more digits than can be read here; write it as text or as a whole number of 64 bits";
    expect(items).toEqual([
      { line: 1, value: { text: "a", n: 7 } },
      { line: 2, problem },
      { line: 3, value: { text: "c", n: null } },
    ]);
  });

  test("names of classes stand in the order of their numbers", async () => {
    const { classNames } = await read(join(folder, "classes.parquet"));
    expect(classNames).toEqual(new Map([["label", ["weather", "play", "alarm"]]]));
  });
});

describe("a file", () => {
  let scratch: string;
  beforeAll(async () => {
    scratch = await mkdtemp(join(tmpdir(), "retort-parquet-"));
  });
  afterAll(() => rm(scratch, { recursive: true }));

  test("without an ending is known by its first bytes", async () => {
    const path = join(scratch, "data");
    await writeFile(path, await readFile(join(folder, "classes.parquet")));
    expect(await read(path)).toMatchObject({
      format: "parquet",
      notes: ["data is read as Parquet, by its first line"],
    });
  });

  test.each([
    ["cut off", (bytes: Buffer) => bytes.subarray(0, -100)],
    ["of other bytes", () => Buffer.from("text,label\na,b\n")],
    ["whose pages are damaged", (bytes: Buffer) => Buffer.from(bytes).fill(0xff, 4, 200)],
  ])("%s is refused in one sentence", async (_, change) => {
    const path = join(scratch, "bad.parquet");
    await writeFile(path, change(await readFile(join(folder, "zstd.parquet"))));
    await expect(read(path)).rejects.toThrow(`${path} is not a whole Parquet file that can be read here (`);
  });

  test("that is not there is said to be", async () => {
    await expect(read(join(scratch, "no.parquet"))).rejects.toThrow("no.parquet cannot be read (ENOENT)");
  });
});
