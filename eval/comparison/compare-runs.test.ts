import { expect, test } from "vitest";
import type {
  BehaviouralPrediction,
  ClassificationPrediction,
  QaPrediction,
  RegressionPrediction,
  TaggingPrediction,
} from "../../r2-assets/format/prediction.ts";
import type { RowKind } from "../../r2-assets/format/rows.ts";
import { clustersListed } from "../kinds/clusters.ts";
import { KINDS } from "../kinds/index.ts";
import { f1 } from "../metrics/f1.ts";
import { labelColumns } from "../metrics/label-columns.ts";
import type { Comparison } from "../reports/comparison.ts";
import { mcnemarExact, mcnemarMidP } from "../statistics/mcnemar.ts";
import { minimumDetectableDifference } from "../statistics/minimum-detectable-difference.ts";
import { newcombePaired } from "../statistics/newcombe-paired.ts";
import { pairedBootstrap } from "../statistics/paired-bootstrap.ts";
import { compareRuns } from "./compare-runs.ts";
import { withTexts } from "./with-texts.ts";

const GOLD = "nnnnnpppppnp";
const SUITE = { id: "own/films", labels: ["negative", "positive"] };
const name = (letter: string) => (letter === "n" ? "negative" : letter === "p" ? "positive" : null);

/** One prediction a letter: n, p, or x for a row that could not be answered. */
const run = (letters: string, gold = GOLD): ClassificationPrediction[] =>
  [...letters].map((letter, i) => ({
    id: `row-${String(i).padStart(2, "0")}`,
    prediction: name(letter),
    scores: null,
    gold: name(gold[i]!) as string,
    correct: letter === gold[i],
    ...(letter === "x" && { error: "blank text" }),
  }));

async function compared<K extends RowKind>(...args: Parameters<typeof compareRuns<K>>): Promise<Comparison> {
  const outcome = await compareRuns(...args);
  if (outcome.kind === "refused") throw new Error(outcome.reason);
  return outcome.comparison;
}

const byAccuracy = { metric: "accuracy", suite: SUITE } as const;
const byF1 = { metric: "f1", suite: SUITE } as const;

const A = run("nnnnnpppppnp"); // 12 right
const B = run("nnnnppppnnxp"); //  8 right: rows 4, 8, 9 and 10 wrong

test("accuracies, difference, tests, discordant counts and agreement", async () => {
  expect(await compared("classification", A, B, byAccuracy)).toMatchObject({
    n: 12,
    metric: "accuracy",
    a: 1,
    b: 8 / 12,
    difference: 4 / 12,
    ci95: newcombePaired({ both: 8, aOnly: 4, bOnly: 0, neither: 0 }),
    test: "mcnemar-exact",
    p_value: mcnemarExact(4, 0),
    mid_p: mcnemarMidP(4, 0),
    discordant: { a_only: 4, b_only: 0 },
    agreement: 8 / 12,
    minimum_detectable_difference: minimumDetectableDifference(12, { discordant: 4 / 12 }),
  });
});

test("F1 is compared by the paired bootstrap, with a randomisation test beside it", async () => {
  const comparison = await compared("classification", A, B, byF1);
  const columns = (run: ClassificationPrediction[]) =>
    labelColumns(
      run.map((p) => SUITE.labels.indexOf(p.gold)),
      run.map((p) => (p.prediction === null ? null : SUITE.labels.indexOf(p.prediction))),
      2,
    );
  const { difference, ci95, p_value } = (await pairedBootstrap(f1(columns(A)), f1(columns(B))))!;
  expect(comparison).toMatchObject({ a: 1, test: "paired-bootstrap", difference, ci95, p_value });
  expect(comparison.b).toBeCloseTo((2 * 4) / (2 * 4 + 1 + 2), 15); // rows 5, 6, 7 and 11 found; 4 is no positive; 8 and 9 missed
  expect(comparison.discordant).toEqual({ a_only: 4, b_only: 0 });
  expect(comparison.randomisation_p).toBeGreaterThan(0.05);
});

test.each([byAccuracy, byF1])(
  "swapping the models negates every difference and leaves p alone: %j",
  async (options) => {
    const forth = await compared("classification", A, B, options);
    const back = await compared("classification", B, A, options);
    expect(back.difference).toBeCloseTo(-forth.difference!, 14);
    expect(back.p_value).toBe(forth.p_value);
    expect(back.randomisation_p).toBe(forth.randomisation_p);
    if (options === byAccuracy)
      expect(back.ci95!.map((end) => -end).reverse()).toEqual(forth.ci95!.map((end) => expect.closeTo(end, 14)));
    expect(back.slices.map((s) => s.difference)).toEqual(
      forth.slices.map((s) => expect.closeTo(0 - s.difference!, 14)),
    );
  },
);

test("a model against itself: no difference, p = 1, and it agrees on all it answered", async () => {
  expect(await compared("classification", B, B, byAccuracy)).toMatchObject({
    ...{ difference: 0, p_value: 1, agreement: 11 / 12, examples: [] },
    ci95: newcombePaired({ both: 8, aOnly: 0, bOnly: 0, neither: 4 }), // so few rows leave it a width
  });
  expect(await compared("classification", B, B, byF1)).toMatchObject({
    ...{ difference: 0, ci95: [0, 0], p_value: 1, randomisation_p: 1 },
  });
});

test("all right against all wrong: p = 2^(1-n)", async () => {
  const wrong = run([...GOLD].map((letter) => (letter === "n" ? "p" : "n")).join(""));
  expect((await compared("classification", A, wrong, byAccuracy)).p_value).toBeCloseTo(2 ** (1 - 12), 15);
});

test("the order of the predictions does not matter", async () => {
  for (const options of [byAccuracy, byF1])
    expect(await compared("classification", [...A].reverse(), B, options)).toEqual(
      await compared("classification", A, B, options),
    );
});

test("slices by gold label are of accuracy, whatever the metric, and add up to the whole", async () => {
  const { slices } = await compared("classification", A, B, byF1);
  expect(slices.map(({ by, value, n, metric, discordant }) => [by, value, n, metric, discordant?.a_only])).toEqual([
    ["label", "negative", 6, "accuracy", 2],
    ["label", "positive", 6, "accuracy", 2],
  ]);
});

test("slices by the groups of the rows", async () => {
  const grouped = (run: ClassificationPrediction[]) =>
    run.map((p, i) => ({ ...p, groups: { heuristic: i < 5 ? "overlap" : "subsequence" } }));
  const { slices } = await compared("classification", grouped(A), grouped(B), byAccuracy);
  expect(slices.filter((s) => s.by === "heuristic").map((s) => [s.value, s.n, s.b])).toEqual([
    ["overlap", 5, 0.8],
    ["subsequence", 7, 4 / 7],
  ]);
});

test("with numbers of words there are slices by length, shortest first", async () => {
  const words = new Map(A.map(({ id }, i) => [id, 1 + i * 12]));
  const { slices } = await compared("classification", A, B, { ...byAccuracy, words });
  expect(slices.filter((s) => s.by === "length").map((s) => [s.value, s.n])).toEqual([
    ["1-8 words", 1],
    ["9-16 words", 1],
    ["17-32 words", 1],
    ["33-64 words", 3],
    ["65-128 words", 5],
    ["129+ words", 1],
  ]);
});

test("examples get the texts of their rows, as far as there is room", async () => {
  const { examples } = await compared("classification", A, B, byAccuracy);
  const rows = (letters: number) =>
    new Map(A.map(({ id, gold }) => [id, { id, text_a: "x".repeat(letters), label: gold }]));
  expect(withTexts("classification", examples, rows(9)).map((e) => e.text_a?.length)).toEqual([9, 9, 9, 9]);
  expect(withTexts("classification", examples, rows(150_000)).map((e) => e.text_a?.length)).toEqual([150_000, 150_000]);
  expect(withTexts("classification", examples, new Map())).toEqual(examples);
});

test("examples are the rows that one model alone got right, by id", async () => {
  expect((await compared("classification", A, B, byAccuracy)).examples).toEqual([
    { id: "row-04", right: "a", gold: "negative", a: "negative", b: "positive" },
    { id: "row-08", right: "a", gold: "positive", a: "positive", b: "negative" },
    { id: "row-09", right: "a", gold: "positive", a: "positive", b: "negative" },
    { id: "row-10", right: "a", gold: "negative", a: "negative", b: null },
  ]);
  const turned = (await compared("classification", B, A, byAccuracy)).examples;
  expect(turned.map(({ right }) => right)).toEqual(["b", "b", "b", "b"]);
});

test("numbers: a correlation, and no right and wrong", async () => {
  const numbers = (predicted: number[]): RegressionPrediction[] =>
    predicted.map((prediction, i) => ({ id: `r${i}`, prediction, scores: null, gold: i, correct: null }));
  const comparison = await compared("regression", numbers([0, 1, 2, 3, 4, 5]), numbers([0, 2, 1, 3, 5, 4]), {
    metric: "pearson",
    suite: { id: "own/scores" },
  });
  expect(comparison).toMatchObject({ test: "paired-bootstrap", discordant: null, agreement: null, examples: [] });
  expect(comparison.a).toBeCloseTo(1, 12);
  expect(comparison.difference).toBeCloseTo(1 - 31 / 35, 12); // Spearman's shortcut holds without ties: 1 - 6*4/(6*35)
});

test("a correlation of constants is undefined, and so is everything about its difference", async () => {
  const numbers = (predict: (i: number) => number): RegressionPrediction[] =>
    [0, 1, 2, 3].map((i) => ({ id: `r${i}`, prediction: predict(i), scores: null, gold: i, correct: null }));
  expect(
    await compared(
      "regression",
      numbers((i) => i),
      numbers(() => 1),
      { metric: "pearson", suite: { id: "own/scores" } },
    ),
  ).toMatchObject({ b: null, difference: null, ci95: null, p_value: null, randomisation_p: null });
});

test("entities: slices by type count the spans of that type alone", async () => {
  const tagged = (...rows: string[]): TaggingPrediction[] =>
    rows.map((tags, i) => {
      const gold = ["B-PER I-PER O B-LOC", "O B-LOC O"][i]!.split(" ");
      return { id: `s${i}`, prediction: tags.split(" "), scores: null, gold, correct: tags === gold.join(" ") };
    });
  const { slices, a, b } = await compared(
    "tagging",
    tagged("B-PER I-PER O B-LOC", "O B-LOC O"),
    tagged("B-PER I-PER O O", "O B-PER O"),
    {
      metric: "span_f1",
      suite: { id: "own/names" },
    },
  );
  expect([a, b]).toEqual([1, expect.closeTo((2 * 1) / (2 + 3), 15)]);
  expect(slices.map((s) => [s.by, s.value, s.n, s.a, s.b])).toEqual([
    ["type", "LOC", 2, 1, 0],
    ["type", "PER", 2, 1, expect.closeTo(2 / 3, 15)],
  ]);
});

test("questions: slices with and without an answer, examples with their texts", async () => {
  const answers = (...given: string[]): QaPrediction[] =>
    given.map((prediction, i) => {
      const gold = i === 0 ? ["Paris"] : [];
      const correct = prediction === (gold[0] ?? "");
      return { id: `q${i}`, prediction, scores: null, gold, correct, f1: correct ? 1 : 0 };
    });
  const row = { id: "q1", question: "Where?", context: "Nowhere at all.", answers: [], is_impossible: true };
  const { slices, examples } = await compared("question-answering", answers("Paris", ""), answers("Paris", "all"), {
    ...{ metric: "exact_match", suite: { id: "own/questions" }, words: new Map([["q1", 4]]) },
  });
  expect(slices.map((s) => [s.by, s.value, s.difference])).toEqual([
    ["answerable", "no", 1],
    ["answerable", "yes", 0],
    ["length", "1-8 words", 1],
  ]);
  expect(withTexts("question-answering", examples, new Map([["q1", row]]))).toEqual([
    { id: "q1", right: "a", gold: [], a: "", b: "all", question: "Where?", context: "Nowhere at all." },
  ]);
});

test.each([
  ["other rows", A.slice(1), "the runs cover different rows: 1 are only in a, 0 only in b, row-00 for one"],
  ["a row twice", [...A.slice(1), A[1]!], "a run has two predictions for one row"],
  ["other gold", run("nnnnnpppppnp", "pnnnnpppppnp"), "the runs disagree on the gold of row-00"],
])("refuses a run with %s", async (_, b, reason) => {
  expect(await compareRuns("classification", A, b, byAccuracy)).toEqual({ kind: "refused", reason });
});

test("refuses a run with texts beside one with places, and does not speak of their gold", async () => {
  const row = { id: "q1", question: "Where?", context: "In Bern.", answers: [{ text: "Bern" }] };
  const suite = { id: "own/questions" };
  const { judge, textless } = KINDS["question-answering"];
  const texts = judge(row, { answer: "Bern" }, suite);
  const places = (await textless!.without(texts, row, {})) as QaPrediction;
  for (const [a, b] of [
    [texts, places],
    [places, texts],
  ] as const)
    expect(await compareRuns("question-answering", [a], [b], { metric: "f1", suite })).toEqual({
      kind: "refused",
      reason: expect.stringMatching(
        /^one run has the texts of q1, the other has places and digests alone, and the suite's rows/,
      ),
    });
});

test("refuses runs of nothing, and a metric that needs more than was predicted", async () => {
  expect(await compareRuns("classification", [], [], byAccuracy)).toEqual({
    kind: "refused",
    reason: "there are no rows to compare",
  });
  expect(await compareRuns("classification", A, B, { metric: "brier", suite: SUITE })).toEqual({
    kind: "refused",
    reason: "brier can't be had from the predictions of both runs",
  });
});

/** One prediction a letter: 1 passes, 0 fails, - is left out. */
const checks = (letters: string): BehaviouralPrediction[] =>
  [...letters].map((letter, i) => ({
    ...{
      id: `c-${i}`,
      test: "reducers",
      type: "DIR",
      capability: "Vocabulary",
      prediction: ["positive"],
      scores: null,
    },
    gold: { label: null, change: "not_more" },
    correct: letter === "-" ? null : letter === "1",
    ...(letter === "-" && { left_out: true }),
  }));

test("rows that are left out for one of the two are in no figure of the pair, and are counted", async () => {
  const scoring = { metric: "failure_rate", suite: SUITE } as const;
  const comparison = await compared("behavioural", checks("110-0-"), checks("1001--"), scoring);
  expect(comparison).toMatchObject({
    ...{ n: 3, left_out: 3, a: 1 / 3, b: 2 / 3, discordant: { a_only: 1, b_only: 0 } },
    ci95: newcombePaired({ both: 1, aOnly: 0, bOnly: 1, neither: 1 }),
    p_value: mcnemarExact(0, 1),
  });
  expect(comparison.slices).toMatchObject([{ by: "capability", n: 3 }, { by: "test" }, { by: "type" }]);
  expect(comparison.examples.map(({ id }) => id)).toEqual(["c-1"]);
  expect(await compared("behavioural", checks("110"), checks("100"), scoring)).not.toHaveProperty("left_out");
  expect(await compareRuns("behavioural", checks("1-"), checks("-1"), scoring)).toEqual({
    kind: "refused",
    reason: "no row is judged for both runs: every one is left out for one of them",
  });
});

test("a bootstrapped metric shows what its interval's half width leaves visible four times in five", async () => {
  const { ci95, minimum_detectable_difference } = await compared("classification", A, B, byF1);
  const half = (ci95![1] - ci95![0]) / 2;
  // Normal quantiles of 97.5 % and 80 %.
  expect(minimum_detectable_difference).toBeCloseTo((half * (1.959963985 + 0.841621234)) / 1.959963985, 12);
});

test.each([
  ["a row twice in the first", [...run("np"), run("n")[0]!], run("np"), "a run has two predictions for one row"],
  ["a row twice in the second", run("np"), [...run("np"), run("n")[0]!], "a run has two predictions for one row"],
  [
    "rows of the second alone",
    run("np"),
    run("npn"),
    "the runs cover different rows: 0 are only in a, 1 only in b, row-02 for one",
  ],
  [
    "rows of the first alone",
    run("npn"),
    run("np"),
    "the runs cover different rows: 1 are only in a, 0 only in b, row-02 for one",
  ],
])("refuses %s", async (_, a, b, reason) => {
  expect(await compareRuns("classification", a, b, byAccuracy)).toEqual({ kind: "refused", reason });
});

test("answerable and unanswerable questions are parts where there are both", async () => {
  const asked = (golds: string[][]): QaPrediction[] =>
    golds.map((gold, i) => ({ id: `q-${i}`, prediction: "x", scores: null, gold, correct: false, f1: 0 }));
  const partsIn = async (golds: string[][]) =>
    (await compared("question-answering", asked(golds), asked(golds), { metric: "f1", suite: SUITE })).slices.map(
      ({ by, value, n }) => [by, value, n],
    );
  expect(await partsIn([["a"], ["b"]])).toEqual([]);
  expect(await partsIn([["a"], ["b"], []])).toEqual([
    ["answerable", "no", 1],
    ["answerable", "yes", 2],
  ]);
});

test("of very many parts the 200 largest are told of, in their order", async () => {
  const grouped = (letters: string): ClassificationPrediction[] =>
    run(letters, letters).map((row, i) => ({ ...row, groups: { source: `s${String(i % 201).padStart(3, "0")}` } }));
  const letters = "n".repeat(2 * 201 - 1); // one of s200, two of each other
  const { slices } = await compared("classification", grouped(letters), grouped(letters), byAccuracy);
  const sources = slices.filter(({ by }) => by === "source").map(({ value }) => value);
  expect(slices).toHaveLength(200);
  expect(sources).toEqual([...sources].sort());
  expect(sources).not.toContain("s200");
});

test("where the interval leaves all differences open, none is named that would show", async () => {
  const clusterOf = new Map(A.map(({ id }, i) => [id, Number(i === 11)]));
  const clusters = clustersListed("author", clusterOf);
  const { ci95, minimum_detectable_difference } = await compared("classification", A, B, { ...byAccuracy, clusters });
  expect(ci95).toEqual([-1, 1]);
  expect(minimum_detectable_difference).toBeNull();
});
