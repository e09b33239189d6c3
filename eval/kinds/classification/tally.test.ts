import { describe, expect, test } from "vitest";
import type { ClassificationPrediction } from "../../../r2-assets/format/prediction.ts";
import type { MetricName } from "../../../r2-assets/format/suite.ts";
import golden from "../../../test/golden/metrics.json" with { type: "json" };
import { plainValue, valueOn } from "../../statistics/statistic.ts";
import { ClassificationTally } from "./tally.ts";

type Answered = Partial<ClassificationPrediction> & { gold: string; prediction: string | null };

function tallyOf(labels: string[], rows: readonly Answered[]): ClassificationTally {
  const tally = new ClassificationTally({ id: "retort/test", labels });
  rows.forEach(({ gold, prediction, ...rest }, i) => {
    const error = prediction === null ? { error: "the text is blank" } : {};
    tally.add({ id: `r-${i}`, prediction, scores: null, gold, correct: gold === prediction, ...error, ...rest });
  });
  return tally;
}
const pairs = (gold: string, predicted: string): Answered[] =>
  [...gold].map((label, i) => ({ gold: label, prediction: predicted[i] === "-" ? null : predicted[i] }));
const figure = (tally: ClassificationTally, metric: MetricName) => {
  const statistic = tally.statistic(metric);
  return statistic && plainValue(statistic);
};

describe("the paper's examples", () => {
  test("two classes", () => {
    const tally = tallyOf(["0", "1"], pairs("1111110000", "1111001000"));
    expect(figure(tally, "accuracy")).toBe(0.7);
    expect(figure(tally, "f1")).toBeCloseTo(0.727273, 6);
    expect(figure(tally, "macro_f1")).toBeCloseTo(0.69697, 6);
    expect(figure(tally, "matthews_correlation")).toBeCloseTo(0.408248, 6);
  });

  test("intents, one label for what is out of scope", () => {
    const predicted = ["a", "b", "b", "b", "oos", "oos", "a"];
    const rows = ["a", "a", "b", "b", "oos", "oos", "oos"].map((gold, i) => ({ gold, prediction: predicted[i] }));
    const tally = tallyOf(["a", "b", "oos"], rows);
    expect(figure(tally, "accuracy")).toBeCloseTo(0.714286, 6);
    expect(figure(tally, "macro_f1")).toBeCloseTo(0.7, 12);
    const scopes = tally
      .slices()
      .map(({ by, value, rows: n, statistics }) => [by, value, n, plainValue(statistics.accuracy!)]);
    expect(scopes).toEqual([
      ["scope", "in", 4, 3 / 4],
      ["scope", "out", 3, 2 / 3],
    ]);
  });

  test("frames: intents right 1, 1, 0, 1; slots right 1, 0, 1, 1", () => {
    const slots = (right: boolean) => ({ gold: ["B-x", "I-x"], prediction: ["B-x", right ? "I-x" : "O"] });
    const rows = pairs("ppnp", "pppp").map((row, i) => ({ ...row, slots: slots(i !== 1) }));
    const tally = tallyOf(["n", "p"], rows);
    expect(figure(tally, "accuracy")).toBe(0.75);
    expect(figure(tally, "frame_accuracy")).toBe(0.5);
    expect(figure(tally, "slot_f1")).toBe(0.75);
  });
});

test.each(golden.labels)(
  "figures equal scikit-learn's on the rows as drawn: $name",
  ({ gold, predicted, counts, ...reference }) => {
    const rows = gold.map((label, i) => ({ gold: String(label), prediction: String(predicted[i]) }));
    const tally = tallyOf(["0", "1", "2", "3", "4"], rows);
    for (const metric of ["accuracy", "macro_f1", "matthews_correlation"] as const)
      expect(valueOn(tally.statistic(metric)!, Uint32Array.from(counts))).toBeCloseTo(reference[metric], 12);
  },
);

test.each(golden.scores)("calibration from scores by label: $name", ({ classes, gold, scores, counts, ece, brier }) => {
  const labels = Array.from({ length: classes }, (_, k) => `label ${k}`);
  const rows = gold.map((label, i) => {
    const byLabel = Object.fromEntries(scores[i].map((p, k) => [labels[k], p]));
    return { gold: labels[label], prediction: labels[scores[i].indexOf(Math.max(...scores[i]))], scores: byLabel };
  });
  const tally = tallyOf(labels, rows);
  expect(valueOn(tally.statistic("ece")!, Uint32Array.from(counts))).toBeCloseTo(ece, 12);
  expect(valueOn(tally.statistic("brier")!, Uint32Array.from(counts))).toBeCloseTo(brier, 12);
});

test.each(golden.sentences)(
  "slots as seqeval counts them by default: $name",
  ({ gold, predicted, counts, ...reference }) => {
    const rows = gold.map((tags, i) => ({
      gold: "p",
      prediction: "p",
      slots: { gold: tags, prediction: predicted[i] },
    }));
    const tally = tallyOf(["n", "p"], rows);
    expect(valueOn(tally.statistic("slot_f1")!, Uint32Array.from(counts))).toBeCloseTo(reference.slot_f1, 12);
    expect(valueOn(tally.statistic("frame_accuracy")!, Uint32Array.from(counts))).toBeCloseTo(reference.accuracy, 12);
  },
);

describe("a row without an answer", () => {
  const scores = { n: 0, p: 1 };
  const slots = { gold: ["B-x"], prediction: ["B-x"] };
  const perfect = { gold: "p", prediction: "p", scores, slots };
  const blank = { gold: "p", prediction: null, slots: { gold: ["B-x"], prediction: null } };
  const tally = tallyOf(["n", "p"], [perfect, blank]);

  test("counts as an error and stays in n", () => {
    expect([tally.rows, tally.errors]).toEqual([2, 1]);
  });

  test.each([
    ["accuracy", 1 / 2],
    ["f1", 2 / 3],
    ["macro_f1", 2 / 3],
    ["ece", 1 / 2],
    ["brier", 1],
    ["slot_f1", 2 / 3],
    ["frame_accuracy", 1 / 2],
  ] as const)("is wrong for %s", (metric, value) => {
    expect(figure(tally, metric)).toBeCloseTo(value, 14);
  });
});

describe("what can't be had is null", () => {
  const rows = pairs("nnpp", "npnp");

  test("F1 of three labels: which one?", () => {
    expect(tallyOf(["n", "p", "q"], rows).statistic("f1")).toBeNull();
  });

  test("calibration, if any answered row lacks scores", () => {
    const tally = tallyOf(["n", "p"], [{ ...rows[0], scores: { n: 1, p: 0 } }, ...rows.slice(1)]);
    expect([tally.statistic("ece"), tally.statistic("brier")]).toEqual([null, null]);
  });

  test("slot figures, if any answered row lacks slots or tags", () => {
    const slots = { gold: ["O"], prediction: ["O"] };
    for (const odd of [{}, { slots: { gold: ["O"], prediction: null } }]) {
      const tally = tallyOf(
        ["n", "p"],
        [
          { ...rows[0], slots },
          { ...rows[1], ...odd },
        ],
      );
      expect([tally.statistic("slot_f1"), tally.statistic("frame_accuracy")]).toEqual([null, null]);
    }
  });

  test("metrics of other tasks", () => {
    const tally = tallyOf(["n", "p"], rows);
    for (const metric of ["pearson", "span_f1", "exact_match", "failure_rate"] as const)
      expect(tally.statistic(metric)).toBeNull();
  });

  test("every value over no rows", () => {
    const tally = tallyOf(["n", "p"], []);
    for (const metric of ["accuracy", "f1", "macro_f1", "matthews_correlation", "ece", "brier", "slot_f1"] as const)
      expect(figure(tally, metric)).toBeNull();
  });
});

test("slices are the groups of the rows, sorted, and no others", () => {
  const rows = pairs("nnpp", "nppp").map((row, i) => ({
    ...row,
    groups: { heuristic: ["subsequence", "constituent"][i % 2], ...(i === 3 && { domain: "films" }) },
  }));
  const slices = tallyOf(["n", "p"], rows).slices();
  expect(slices.map(({ by, value, rows: n, statistics }) => [by, value, n, plainValue(statistics.accuracy!)])).toEqual([
    ["domain", "films", 1, 1],
    ["heuristic", "constituent", 2, 1 / 2],
    ["heuristic", "subsequence", 2, 1],
  ]);
  expect(tallyOf(["n", "p"], pairs("np", "np")).slices()).toEqual([]);
});

test("a statistic is of the rows so far: later ones don't change it", () => {
  const tally = tallyOf(["n", "p"], pairs("np", "np"));
  const before = tally.statistic("matthews_correlation")!;
  tally.add({ id: "late", prediction: "n", scores: null, gold: "p", correct: false });
  expect(plainValue(before)).toBe(1);
  expect(figure(tally, "matthews_correlation")).toBeLessThan(1);
});
