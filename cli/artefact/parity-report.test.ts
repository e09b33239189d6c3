import { describe, expect, test } from "vitest";
import { heldLabels } from "../../eval/answers/held-labels.ts";
import type { Storage } from "../../r2-assets/format/names.ts";
import { judgeParity } from "./parity-report.ts";

const LABELS = ["negative", "positive"];
const saysLabel = (logits: readonly number[]) => ({ label: LABELS[logits[1]! > logits[0]! ? 1 : 0]!, scores: null });

type Change = (logits: number[], i: number) => number[];

/** `n` examples that the trained model gets right, half of each label; the artefact answers as `change` says. */
const judge = (storage: Storage, n: number, change: Change) =>
  judgeParity(
    "classification",
    { storage, labels: LABELS },
    Array.from({ length: n }, (_, i) => {
      const trained = i % 2 === 0 ? [1, -1] : [-1, 1];
      const row = { id: `dev-${i}`, text_a: "x", label: LABELS[i % 2]! };
      return { row, trained, artefact: change(trained, i), answer: saysLabel };
    }),
  );

describe.each(["f32", "f16"] as const)("%s", (storage) => {
  test("accepts logits within 1e-3 and says how close they are", () => {
    const report = judge(storage, 4, (logits, i) => (i === 2 ? [logits[0]! + 2 ** -10, logits[1]!] : logits));
    expect(report).toEqual({
      rows: 4,
      largestDifference: 2 ** -10, // 0.00098
      labels: 4,
      flips: 0,
      metric: "accuracy",
      score: { trained: 1, artefact: 1 },
      correlation: null,
      verdict: { kind: "accepted" },
    });
  });

  test("refuses one logit that is farther off, without a label changed", () => {
    const report = judge(storage, 4, (logits, i) => (i === 2 ? [logits[0]! + 0.00101, logits[1]!] : logits));
    expect(report.verdict).toEqual({
      kind: "refused",
      reason: expect.stringContaining("its logits differ by up to 1.0e-3"),
    });
  });
});

const flipFirst = (count: number) => (logits: number[], i: number) => (i < count ? [-logits[0]!, -logits[1]!] : logits);

test("i8 may flip 1 % of the labels, and no more than so many labels leave in doubt", () => {
  expect(judge("i8", 300, flipFirst(3))).toMatchObject({
    flips: 3,
    largestDifference: 2,
    verdict: { kind: "accepted" },
  });
  expect(judge("i8", 300, flipFirst(6)).verdict).toEqual({ kind: "accepted" });
  expect(judge("i8", 300, flipFirst(7)).verdict).toEqual({
    kind: "refused",
    reason: "7 of 300 labels flipped, beyond doubt more than 1 %",
  });
});

test("i8 may move logits as long as labels stay", () => {
  expect(judge("i8", 10, ([a, b]) => [a! * 1.5, b! * 1.5]).verdict).toEqual({ kind: "accepted" });
});

test("a number that is not finite is refused whatever the storage, and shows as null", () => {
  for (const broken of [Number.NaN, Number.POSITIVE_INFINITY]) {
    const report = judge("i8", 300, (logits, i) => (i === 7 ? [broken, logits[1]!] : logits));
    expect(report).toMatchObject({ largestDifference: null, verdict: { kind: "refused" } });
  }
});

test("an artefact that answers with fewer logits is refused", () => {
  expect(judge("i8", 10, ([a]) => [a!]).verdict).toMatchObject({ kind: "refused" });
});

test("of a tagger every word counts as a label", () => {
  const tags = ["O", "B-PER", "I-PER", "O"];
  const compared = Array.from({ length: 50 }, (_, i) => ({
    row: { id: `${i}`, tokens: ["a", "b", "c", "d"], tags },
    trained: [0],
    artefact: [i < 2 ? 1 : 0],
    answer: ([flipped]: readonly number[]) => ({ tags: flipped ? ["O", "B-PER", "O", "O"] : tags }),
  }));
  const report = judgeParity("tagging", { storage: "i8", labels: ["O", "B-PER", "I-PER"] }, compared);
  expect(report).toMatchObject({ labels: 200, flips: 2, metric: "span_f1", verdict: { kind: "accepted" } });
  expect(report.score).toEqual({ trained: 1, artefact: expect.closeTo(0.96, 12) });
});

test("of several labels a text each is a decision of its own", () => {
  const labels = ["anger", "joy", "surprise"];
  const compared = Array.from({ length: 50 }, (_, i) => ({
    row: { id: `${i}`, text_a: "a", labels: ["joy"] },
    trained: [-1, 1, -1],
    artefact: [-1, 1, i === 7 ? 0.5 : -1],
    answer: (logits: readonly number[]) => heldLabels(labels, logits, [0.5, 0.5, 0.6]),
  }));
  const report = judgeParity("multi-label", { storage: "i8", labels }, compared);
  expect(report).toMatchObject({ labels: 150, flips: 1, metric: "micro_f1", verdict: { kind: "accepted" } });
  expect(report.score).toEqual({ trained: 1, artefact: expect.closeTo(100 / 101, 12) });
});

test("numbers must be the trained model's, or of i8 correlate with them", () => {
  const judged = (storage: Storage, noise: number) =>
    judgeParity(
      "regression",
      { storage, labels: ["score"] },
      Array.from({ length: 100 }, (_, i) => ({
        row: { id: `${i}`, text_a: "x", label: i / 20 },
        trained: [i / 20],
        artefact: [i / 20 + (i % 2 === 0 ? noise : -noise)],
        answer: ([score]: readonly number[]) => ({ score: score! }),
      })),
    );
  expect(judged("f32", 1e-4)).toMatchObject({ labels: 0, flips: 0, metric: "pearson", verdict: { kind: "accepted" } });
  expect(judged("f32", 2e-3).verdict.kind).toBe("refused");
  expect(judged("i8", 0.02).verdict.kind).toBe("accepted");
  expect(judged("i8", 0.1).verdict).toEqual({
    kind: "refused",
    reason: "its numbers correlate with the trained model's by less than 0.999",
  });
});
