import { mkdtemp, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { itemOfFields } from "../submission/item-of-fields.ts";
import { readSubmission } from "../submission/read-submission.ts";
import { appendPredictions, openPredictionFile } from "./prediction-file.ts";
import { csvPredictions, NDJSON_PREDICTIONS, type PredictionLine } from "./prediction-format.ts";
import { toldRows } from "./told-rows.ts";

const LABELS = ["negative", "=positive"];
const LINES: PredictionLine[] = [
  { row: 0, id: "-a", model: "m@1", label: "=positive", score: 0.75, scores: { negative: 0.25, "=positive": 0.75 } },
  { row: 1, model: "m@1", error: 'line one\n"two", three' },
  { row: 2, id: "7", model: "m@1", label: "negative", score: 1, scores: { negative: 1, "=positive": 0 } },
];

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "retort-predictions-"));
});
afterAll(() => rm(folder, { recursive: true }));

describe.each([
  ["out.ndjson", NDJSON_PREDICTIONS],
  ["out.csv", csvPredictions(LABELS, "text-classification")],
])("%s", (name, format) => {
  test("goes on after whole batches, wherever it was cut off", async () => {
    const path = join(folder, name);
    await appendPredictions(path, format, LINES.slice(0, 2));
    await appendPredictions(path, format, LINES.slice(2));
    const whole = await readFile(path);
    expect(await openPredictionFile(path, format, 3, 2)).toMatchObject({
      rows: 3,
      failed: [{ row: 1, error: expect.stringContaining("three") }],
      model: "m@1",
    });
    for (let length = whole.length - 1; length >= 0; length--) {
      await writeFile(path, whole);
      await truncate(path, length);
      const { rows } = await openPredictionFile(path, format, 3, 2);
      expect([0, 2]).toContain(rows);
      await appendPredictions(path, format, LINES.slice(rows));
      expect(await readFile(path)).toEqual(whole);
    }
  });

  test("another file is not written over", async () => {
    const path = join(folder, `other-${name}`);
    await writeFile(path, "id,text\n1,mine\n");
    await expect(openPredictionFile(path, format, 3, 2)).rejects.toThrow("choose another --out");
    expect(await readFile(path, "utf8")).toBe("id,text\n1,mine\n");
  });
});

test("what predict writes as CSV is what submit reads, formulas' guards gone", async () => {
  const suite = { task: "text-classification", labels: LABELS } as const;
  const { items } = await readSubmission(join(folder, "out.csv"), suite);
  expect(items).toEqual([
    itemOfFields(
      new Map([
        ["id", "-a"],
        ["label", "=positive"],
        ["score:negative", "0.25"],
        ["score:=positive", "0.75"],
      ]),
      suite,
    ),
    { id: "" },
    { id: "7", label: "negative", scores: { negative: 1, "=positive": 0 } },
  ]);
});

test("several labels a text are written as JSON, and are what submit reads", async () => {
  const several: PredictionLine[] = [
    { row: 0, id: "a", model: "m@1", labels: ["negative", "=positive"], scores: { negative: 0.5, "=positive": 0.75 } },
    { row: 1, id: "b", model: "m@1", labels: [], scores: { negative: 0.25, "=positive": 0 } },
    { row: 2, id: "c", model: "m@1", error: "the text is blank" },
  ];
  const path = join(folder, "several.csv");
  const format = csvPredictions(LABELS, "multi-label-classification");
  await appendPredictions(path, format, several);
  expect((await readFile(path, "utf8")).split("\r\n")[0]).toBe(
    "row,id,model,labels,score:negative,score:=positive,error",
  );
  expect(await openPredictionFile(path, format, 3, 3)).toMatchObject({ rows: 3, failed: [{ row: 2 }], model: "m@1" });
  const { items } = await readSubmission(path, { task: "multi-label-classification", labels: LABELS });
  expect(items.slice(0, 2)).toEqual(
    several.slice(0, 2).map((line) => ({
      ...{ id: line.id, labels: "labels" in line && line.labels, scores: "scores" in line && line.scores },
    })),
  );
});

test("rows without an answer are told by reason, with every line", () => {
  const failed = [2, 4, 5, 6, 9].map((line) => ({ line, error: line === 4 ? "not JSON" : "the text is blank" }));
  expect(toldRows(failed)).toEqual(["lines 2, 5-6, 9: the text is blank", "line 4: not JSON"]);
});

test.each([
  ["NDJSON", NDJSON_PREDICTIONS, '{"row":0,"id":"7","model":"m@1","label":null}\n'],
  ["CSV", csvPredictions(LABELS, "text-classification"), "0,7,m@1,,,,,\r\n"],
])("what is not answered is null or blank as %s, and no error", (_, format, line) => {
  expect(format.line({ row: 0, id: "7", model: "m@1", label: null })).toBe(line);
  const read = format.read(line.trimEnd());
  expect(read).toMatchObject({ row: 0, model: "m@1" });
  expect(read?.error).toBeUndefined();
});
