import { describe, expect, test } from "vitest";
import { judgeParity } from "./parity-report.ts";

const LABELS = ["negative", "positive"];
/** `n` examples that the trained model gets right, half of each label. */
const reference = (n: number) =>
  Array.from({ length: n }, (_, i) => ({
    id: `dev-${i}`,
    text_a: "x",
    gold: LABELS[i % 2]!,
    logits: i % 2 === 0 ? [1, -1] : [-1, 1],
  }));
const judge = (storage: "f32" | "f16" | "i8", n: number, change: (logits: number[], i: number) => number[]) =>
  judgeParity(
    storage,
    LABELS,
    reference(n),
    reference(n).map(({ logits }, i) => change(logits, i)),
  );

describe.each(["f32", "f16"] as const)("%s", (storage) => {
  test("accepts logits within 1e-3 and says how close they are", () => {
    const report = judge(storage, 4, (logits, i) => (i === 2 ? [logits[0]! + 2 ** -10, logits[1]!] : logits));
    expect(report).toEqual({
      rows: 4,
      largestDifference: 2 ** -10, // 0.00098
      flips: 0,
      accuracy: { trained: 1, artefact: 1 },
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

test("i8 may flip 1 % of the labels, not more", () => {
  expect(judge("i8", 300, flipFirst(3))).toMatchObject({
    flips: 3,
    largestDifference: 2,
    verdict: { kind: "accepted" },
  });
  expect(judge("i8", 300, flipFirst(4)).verdict).toEqual({
    kind: "refused",
    reason: "4 of 300 labels flipped, more than 1 %",
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
