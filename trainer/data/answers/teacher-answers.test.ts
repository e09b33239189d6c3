import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sha256 } from "../../../r2-assets/format/digest.ts";
import { answeredRows } from "./answered-rows.ts";
import { readAnswers } from "./teacher-answers.ts";

const SST2 = { task: "text-classification" as const, labels: ["negative", "positive"] };
const STSB = { task: "text-regression" as const, labels: ["score"] };

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "retort-answers-"));
});
afterAll(() => rm(folder, { recursive: true }));

const lines = (values: readonly unknown[]) => values.map((value) => `${JSON.stringify(value)}\n`).join("");
async function write(name: string, content: string | Uint8Array): Promise<string> {
  await mkdir(join(folder, name, ".."), { recursive: true });
  await writeFile(join(folder, name), content);
  return name;
}
const read = (files: string[], asked: typeof SST2 | typeof STSB = SST2, name?: string) =>
  readAnswers(folder, { files, ...(name !== undefined && { name }) }, asked);

test("logits of several files, gzipped or not, by ids that keep their digits", async () => {
  const one = lines([
    { id: "a", logits: [-1.5, 2] },
    { id: "b", logits: [0.1, 0] },
  ]);
  await write("by/one.ndjson", one);
  await write("by/two.jsonl.gz", gzipSync('{"id": 9007199254740993, "logits": [3, 4]}\n\n'));
  const answers = await read(["by/one.ndjson", join(folder, "by/two.jsonl.gz")]);
  expect([...answers.of("a")]).toEqual([-1.5, 2]);
  expect([...answers.of("b")]).toEqual([Math.fround(0.1), 0]);
  expect([...answers.of("9007199254740993")]).toEqual([3, 4]);
  expect(["a", "b", "9007199254740993"].map((id) => answers.sourceOf(id))).toEqual([0, 0, 1]);
  expect([answers.count(0), answers.count(1)]).toEqual([2, 1]);
  expect([answers.has("b"), answers.has("c")]).toEqual([true, false]);
  expect(answers.sources).toEqual([
    { name: "one", file: "by/one.ndjson", sha256: await sha256(one), answers: "logits" },
    { name: "two", file: "two.jsonl.gz", sha256: expect.stringMatching(/^[0-9a-f]{64}$/), answers: "logits" },
  ]);
  expect((await read(["by/one.ndjson"], SST2, "MPNet")).sources[0]!.name).toBe("MPNet");
});

const softmax = (logits: readonly number[], temperature = 1): number[] => {
  const powers = logits.map((x) => Math.exp(x / temperature));
  return powers.map((x) => x / powers.reduce((a, b) => a + b));
};

test("probabilities stand for the logits that they are of, less their mean, whatever the order of labels", async () => {
  const logits = [2.75, -1.25];
  const [negative, positive] = softmax(logits) as [number, number];
  await write(
    "predicted.ndjson",
    lines([{ row: 0, id: "a", model: "m@0123456789ab", scores: { positive, negative } }]),
  );
  const answers = await read(["predicted.ndjson"]);
  expect(answers.sources[0]).toMatchObject({ name: "m@0123456789ab", answers: "probabilities" });
  const [first, second] = answers.of("a");
  expect(first).toBeCloseTo(2, 6); // 2.75 - 0.75
  expect(second).toBeCloseTo(-2, 6);
  softmax([first!, second!], 10).forEach((p, i) => {
    expect(p).toBeCloseTo(softmax(logits, 10)[i]!, 6);
  });
});

test("of several labels a text each probability is its own logit's", async () => {
  const several = { task: "multi-label-classification" as const, labels: ["anger", "joy"] };
  const scores = { joy: 1 / (1 + Math.exp(-2.5)), anger: 1 / (1 + Math.exp(4)) };
  await write("several.ndjson", lines([{ id: "a", scores }]));
  const answers = await readAnswers(folder, { files: ["several.ndjson"] }, several);
  expect(answers.sources[0]).toMatchObject({ answers: "probabilities" });
  for (const [i, logit] of [-4, 2.5].entries()) expect(answers.of("a")[i]).toBeCloseTo(logit, 6);
  await write("sure.ndjson", lines([{ id: "a", scores: { joy: 1, anger: 0.5 } }]));
  await expect(readAnswers(folder, { files: ["sure.ndjson"] }, several)).rejects.toThrow(
    "scores.joy is 1: a logit is the logarithm of a number above 0 and below 1",
  );
});

describe("a recorded run", () => {
  const record = (changes: object) =>
    JSON.stringify({
      ...{
        id: "run-1",
        suite: "own/train",
        suite_sha256: "0".repeat(64),
        rows: 2,
        model: "m",
        version: "0123456789ab",
      },
      ...{ method: "teacher", runtime: "ort", metrics: {}, primary: "accuracy", errors: 1, code: "none" },
      ...{ created_at: "2026-11-28T10:00:00.000Z", ...changes },
    });
  const predictions = lines([
    { id: "a", prediction: "negative", scores: { negative: 0.5, positive: 0.5 }, gold: "negative", correct: true },
    { id: "b", prediction: null, scores: null, gold: "positive", correct: false, error: "blank" },
  ]);

  test("is its predictions, but for rows with an error, and says who answered", async () => {
    await write("runs/run-1/run.json", record({}));
    await write("runs/run-1/predictions.ndjson", predictions);
    for (const named of ["runs/run-1", join(folder, "runs/run-1/predictions.ndjson")]) {
      const answers = await read([named]);
      expect([...answers.of("a")]).toEqual([0, 0]);
      expect(answers.has("b")).toBe(false);
      expect(answers.sources).toEqual([
        {
          ...{ name: "m@0123456789ab", file: "runs/run-1/predictions.ndjson" },
          ...{ sha256: await sha256(predictions), answers: "probabilities" },
        },
      ]);
    }
  });

  test("under a perturbation is refused: it answers other texts", async () => {
    await write("runs/run-2/run.json", record({ id: "run-2", perturbation: "typos" }));
    await write("runs/run-2/predictions.ndjson", predictions);
    await expect(read(["runs/run-2"])).rejects.toThrow(
      /predictions.ndjson answers other texts than the rows': .* typos$/,
    );
  });
});

test("of a regression scores are taken as they are, from runs and from predictions", async () => {
  await write("scores.ndjson", lines([{ id: "a", prediction: 4.5, scores: null, gold: 5, correct: null }]));
  await write("predicted-scores.ndjson", lines([{ id: "b", label: "score", score: 2.5, scores: { score: 2.5 } }]));
  const answers = await read(["scores.ndjson", "predicted-scores.ndjson"], STSB);
  expect([...answers.of("a"), ...answers.of("b")]).toEqual([4.5, 2.5]);
  expect(answers.sources.map(({ answers }) => answers)).toEqual(["logits", "logits"]);
});

test.each([
  ["no JSON", "{", "is not valid JSON"],
  ["no object", "[1]", "expected an object"],
  ["no id", '{"logits":[1,2]}', "id: is missing"],
  [
    "a hash of no digits",
    '{"id":"b","logits":[1,2],"text_sha256":"x"}',
    "text_sha256: takes 4 to 64 hexadecimal digits",
  ],
  [
    "too many logits",
    '{"id":"b","logits":[1,2,3]}',
    "logits has 3 numbers, one a label would be 2 (negative, positive)",
  ],
  ["Python's NaN", '{"id":"b","logits":[NaN,2]}', "holds a number that is not finite"],
  ["more than a float", '{"id":"b","logits":[1e39,2]}', "holds a number that is not finite"],
  ["a label alone", '{"id":"b","label":"positive"}', "has neither logits nor scores by label"],
  [
    "other labels",
    '{"id":"b","scores":{"no":0.5,"yes":0.5}}',
    "scores is of no, yes, the task's labels are negative, positive",
  ],
  [
    "a probability of 0",
    '{"id":"b","scores":{"negative":0,"positive":1}}',
    "scores.negative is 0: a logit is the logarithm",
  ],
  ["an id once more", '{"id":"a","logits":[1,2]}', "a has an answer already"],
])("%s is one sentence with file and line", async (_, line, sentence) => {
  await write("bad.ndjson", `${lines([{ id: "a", logits: [1, 2] }])}${line}\n`);
  const refused = read(["bad.ndjson"]);
  await expect(refused).rejects.toThrow(`${join(folder, "bad.ndjson")}, line 2: ${sentence}`);
});

test("an id of another file, a file that is missing, damaged or empty are one sentence each", async () => {
  await write("first.ndjson", lines([{ id: "a", logits: [1, 2] }]));
  await write("second.ndjson", lines([{ id: "a", logits: [1, 2] }]));
  await expect(read(["first.ndjson", "second.ndjson"])).rejects.toThrow(
    /second.ndjson, line 1: a has an answer already$/,
  );
  await expect(read(["of/none.ndjson"])).rejects.toThrow(/cannot read .*none.ndjson: ENOENT; --data names the folder/);
  await expect(read(["/nowhere/none.ndjson"])).rejects.toThrow("cannot read /nowhere/none.ndjson: ENOENT");
  await write("cut.ndjson.gz", gzipSync("{}").subarray(0, 12));
  await expect(read(["cut.ndjson.gz"])).rejects.toThrow(/cut.ndjson.gz is damaged: /);
  await write("empty.ndjson", lines([{ id: "a", error: "blank" }]));
  await expect(read(["empty.ndjson"])).rejects.toThrow(/empty.ndjson holds no answers$/);
});

test("rows without an answer are told apart; where none has one, ids of both are shown", async () => {
  await write("few.ndjson", lines([{ id: "a", logits: [1, 2] }]));
  const answers = await read(["few.ndjson"]);
  const rows = ["a", "b", "c"].map((id) => ({ id }));
  expect(answeredRows(rows, answers)).toEqual({ answered: [{ id: "a" }], unanswered: ["b", "c"] });
  expect(answeredRows(rows, null)).toEqual({ answered: rows, unanswered: [] });
  expect(() => answeredRows(rows.slice(1), answers)).toThrow(
    "of 2 rows none has an answer in few.ndjson: rows have ids such as b, answers such as a",
  );
});
