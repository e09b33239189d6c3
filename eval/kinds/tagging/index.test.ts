import { describe, expect, test } from "vitest";
import { TaggingPrediction } from "../../../r2-assets/format/prediction.ts";
import golden from "../../../test/golden/metrics.json" with { type: "json" };
import { plainValue, valueOn } from "../../statistics/statistic.ts";
import { taggingKind } from "./index.ts";

const suite = { id: "wikiann/en" };
const rowOf = (tags: string[]) => ({ id: "t-1", tokens: tags.map((_, i) => `word${i}`), tags });

function tallyOf(gold: readonly string[][], predicted: readonly (string[] | null)[]) {
  const tally = taggingKind.tally(suite);
  gold.forEach((tags, i) => {
    const answer = predicted[i];
    tally.add(taggingKind.judge(rowOf(tags), answer === null ? { error: "too long" } : { tags: answer }, suite));
  });
  return tally;
}

describe("a submitted answer", () => {
  const row = rowOf(["B-PER", "O"]);
  const submit = (item: object) => taggingKind.submitted({ id: "t-1", ...item }, row, suite);

  test("has a tag a token; types that the suite lacks are wrong, not refused", () => {
    expect(submit({ tags: ["O", "I-creative-work"] })).toEqual({ tags: ["O", "B-creative-work"] });
  });

  test.each([
    [{}, /^tags: /],
    [{ tags: ["O"] }, "tags: there are 1 for 2 tokens"],
    [
      { tags: ["O", "PER"] },
      'tags: "PER" is not a tag of IO, IOB1, IOB2, BIOES or BILOU (O, or B-, I-, E-, S-, L- or U- and a type)',
    ],
    [
      { tags: ["O", "M-PER"] },
      'tags: "M-PER" is not a tag of IO, IOB1, IOB2, BIOES or BILOU (O, or B-, I-, E-, S-, L- or U- and a type)',
    ],
    [{ tags: ["S-PER", "U-PER"] }, 'tags.1: "U-PER" is BILOU, and "S-PER" before it BIOES'],
    [{ tags: ["O", 3] }, /^tags\.1: /],
  ])("%j is refused", (item, reason) => {
    expect(submit(item)).toEqual(typeof reason === "string" ? reason : expect.stringMatching(reason));
  });
});

test("a judged row is right if every tag is", () => {
  const row = rowOf(["B-PER", "O"]);
  const judge = (answer: Parameters<typeof taggingKind.judge>[1]) =>
    TaggingPrediction.parse(taggingKind.judge(row, answer, suite));
  const judged = { id: "t-1", prediction: row.tags, scores: null, gold: row.tags, correct: true };
  expect(judge({ tags: [...row.tags] })).toEqual(judged);
  expect(judge({ tags: ["B-PER", "I-PER"] })).toMatchObject({ correct: false });
  expect(judge({ error: "too long" })).toEqual({ ...judged, prediction: null, correct: false, error: "too long" });
});

test.each(golden.sentences)(
  "figures equal seqeval's on the rows as drawn: $name",
  ({ gold, predicted, counts, ...reference }) => {
    const tally = tallyOf(gold, predicted);
    for (const metric of ["span_f1", "slot_f1", "accuracy"] as const)
      expect(valueOn(tally.statistic(metric)!, Uint32Array.from(counts))).toBeCloseTo(reference[metric], 12);
  },
);

test.each(golden.sentences.filter(({ counts }) => counts.every((count) => count === counts[0])))(
  "F1 by type equals seqeval's report: $name",
  ({ gold, predicted, types }) => {
    const slices = tallyOf(gold, predicted).slices();
    expect(slices.map(({ by, value }) => [by, value])).toEqual(Object.keys(types).map((type) => ["type", type]));
    for (const { value, statistics } of slices)
      expect(plainValue(statistics.span_f1!)).toBeCloseTo((types as Record<string, number>)[value], 12);
  },
);

test("a type's slice counts the sentences that have it, in gold or prediction", () => {
  const slices = tallyOf([["B-A"], ["B-B"], ["O"], ["O"]], [["B-A"], ["B-A"], ["O"], null]).slices();
  expect(slices.map(({ value, rows, statistics }) => [value, rows, plainValue(statistics.span_f1!)])).toEqual([
    ["A", 2, 2 / 3],
    ["B", 1, 0],
  ]);
});

test("a sentence without an answer misses its spans and stays in n", () => {
  const tally = tallyOf([["B-A"], ["B-A"]], [["B-A"], null]);
  expect([tally.rows, tally.errors]).toEqual([2, 1]);
  expect(plainValue(tally.statistic("span_f1")!)).toBeCloseTo(2 / 3, 14);
  expect(plainValue(tally.statistic("accuracy")!)).toBe(1 / 2);
  expect(tally.statistic("f1")).toBeNull();
});
