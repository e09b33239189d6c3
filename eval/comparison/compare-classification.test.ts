import { expect, test } from "vitest";
import type { ClassificationPrediction } from "../../r2-assets/format/prediction.ts";
import { mcnemarExact } from "../statistics/mcnemar.ts";
import { newcombePaired } from "../statistics/newcombe-paired.ts";
import { type Comparison, compareClassification } from "./compare-classification.ts";

const GOLD = "nnnnnpppppnp";
const name = (letter: string) => (letter === "n" ? "negative" : letter === "p" ? "positive" : null);

/** One prediction a letter: n, p, or x for a row that could not be answered. */
const run = (letters: string, gold = GOLD): ClassificationPrediction[] =>
  [...letters].map((letter, i) => ({
    id: `row-${String(i).padStart(2, "0")}`,
    prediction: name(letter),
    scores: null,
    gold: name(gold[i]) as string,
    correct: letter === gold[i],
    ...(letter === "x" && { error: "blank text" }),
  }));

const compared = (...args: Parameters<typeof compareClassification>): Comparison => {
  const outcome = compareClassification(...args);
  if (outcome.kind === "refused") throw new Error(outcome.reason);
  return outcome.comparison;
};

const A = run("nnnnnpppppnp"); //  12 right
const B = run("nnnnppppnnxp"); //   8 right: rows 4, 8, 9 and 10 wrong

test("accuracies, difference, test, discordant counts and agreement", () => {
  expect(compared(A, B)).toMatchObject({
    n: 12,
    a: 1,
    b: 8 / 12,
    difference: 4 / 12,
    ci95: newcombePaired({ both: 8, aOnly: 4, bOnly: 0, neither: 0 }),
    test: "mcnemar-exact",
    p_value: mcnemarExact(4, 0),
    discordant: { a_only: 4, b_only: 0 },
    agreement: 8 / 12,
  });
});

test("swapping the models negates every difference and leaves p alone", () => {
  const [forth, back] = [compared(A, B), compared(B, A)];
  expect(back.difference).toBe(-forth.difference);
  expect(back.p_value).toBe(forth.p_value);
  expect(back.ci95.map((end) => -end).reverse()).toEqual(forth.ci95.map((end) => expect.closeTo(end, 14)));
  expect(back.slices.map((s) => s.difference)).toEqual(forth.slices.map((s) => 0 - s.difference));
});

test("a model against itself: no difference, p = 1, and it agrees on all it answered", () => {
  expect(compared(B, B)).toMatchObject({ difference: 0, p_value: 1, agreement: 11 / 12, examples: [] });
});

test("the order of the predictions does not matter", () => {
  expect(compared([...A].reverse(), B)).toEqual(compared(A, B));
});

test("slices by gold label add up to the whole", () => {
  const { slices } = compared(A, B);
  expect(slices.map(({ by, value, n, discordant }) => [by, value, n, discordant.a_only])).toEqual([
    ["label", "negative", 6, 2],
    ["label", "positive", 6, 2],
  ]);
});

test("with texts there are slices by length, shortest first, and texts beside the examples", () => {
  const rows = new Map(
    A.map(({ id, gold }, i) => [id, { id, text_a: "word ".repeat(1 + i * 12).trim(), label: gold }]),
  );
  const { slices, examples } = compared(A, B, rows);
  expect(slices.filter((s) => s.by === "length").map((s) => [s.value, s.n])).toEqual([
    ["1-8 words", 1],
    ["9-16 words", 1],
    ["17-32 words", 1],
    ["33-64 words", 3],
    ["65-128 words", 5],
    ["129+ words", 1],
  ]);
  expect(examples.map((e) => e.text_a?.split(" ").length)).toEqual([49, 97, 109, 121]);
});

test("examples are the rows that one model alone got right, by id", () => {
  expect(compared(A, B).examples).toEqual([
    { id: "row-04", gold: "negative", a: "negative", b: "positive" },
    { id: "row-08", gold: "positive", a: "positive", b: "negative" },
    { id: "row-09", gold: "positive", a: "positive", b: "negative" },
    { id: "row-10", gold: "negative", a: "negative", b: null },
  ]);
});

test.each([
  ["other rows", A.slice(1), "the runs cover different rows: 1 are only in a, 0 only in b, row-00 for one"],
  ["a row twice", [...A.slice(1), A[1]], "a run has two predictions for one row"],
  [
    "other gold",
    run("nnnnnpppppnp", "pnnnnpppppnp"),
    "the runs disagree on the gold label of row-00: negative and positive",
  ],
])("refuses a run with %s", (_, b, reason) => {
  expect(compareClassification(A, b)).toEqual({ kind: "refused", reason });
});

test("refuses runs of nothing", () => {
  expect(compareClassification([], [])).toEqual({ kind: "refused", reason: "there are no rows to compare" });
});
