import { describe, expect, test } from "vitest";
import type { Figure } from "../../r2-assets/format/run.ts";
import { plainValue, shareOf, valueOn } from "../statistics/statistic.ts";
import { figureOf } from "./figure.ts";
import { labelColumns } from "./label-columns.ts";
import { accuracyUnderPrior, labelPriors, labelShifts } from "./label-shift.ts";

/** Recalls 3/4 and 1/2. */
const predictions = [
  ...["n", "n", "n", "p"].map((prediction) => ({ gold: "n", prediction })),
  ...["p", null].map((prediction) => ({ gold: "p", prediction })),
].map((row) => ({ ...row, correct: row.prediction === row.gold }));

describe("of two labels", () => {
  const shifts = labelShifts(predictions, ["n", "p"]);

  test("five priors, from a rare first label to a frequent one", () => {
    expect(shifts.map(({ title }) => title)).toEqual([
      "10 % n, 90 % p",
      "25 % n, 75 % p",
      "50 % n, 50 % p",
      "75 % n, 25 % p",
      "90 % n, 10 % p",
    ]);
  });

  test("the accuracy is the mean recall by those shares", () => {
    const expected = [0.1, 0.25, 0.5, 0.75, 0.9].map((share) => share * 0.75 + (1 - share) * 0.5);
    shifts.forEach(({ statistic }, i) => {
      expect(plainValue(statistic)).toBeCloseTo(expected[i], 14);
    });
  });

  test("recalls are those of the drawn rows; a class that is not drawn has none", () => {
    const even = shifts[2].statistic;
    expect(valueOn(even, Uint32Array.of(0, 0, 0, 2, 3, 1))).toBeCloseTo(0.5 * 0 + 0.5 * 0.75, 14);
    expect(valueOn(even, Uint32Array.of(1, 1, 1, 1, 0, 0))).toBeNull();
  });
});

test("of more labels each is dominant in turn", () => {
  const priors = labelPriors(["a", "b", "c"]);
  expect(priors.map(({ title }) => title)).toEqual(["90 % a", "90 % b", "90 % c"]);
  for (const { shares } of priors) expect(shares.reduce((sum, share) => sum + share)).toBeCloseTo(1, 14);
  expect(priors[1].shares[1]).toBe(0.9);
});

test("under the suite's own shares it is the accuracy", () => {
  const columns = labelColumns([0, 0, 0, 0, 1, 1], [0, 0, 0, 1, 1, null], 2);
  expect(plainValue(accuracyUnderPrior(columns, [4 / 6, 2 / 6]))).toBeCloseTo(4 / 6, 14);
});

test("its interval takes the shares as given: at the suite's own it is narrower than Wilson's of the accuracy", async () => {
  const gold = Array.from({ length: 200 }, (_, i) => i % 2);
  const answers = gold.map((label, i) => (i % 20 < (label === 0 ? 19 : 12) ? label : 1 - label));
  const width = ({ ci95 }: Figure) => ci95![1] - ci95![0];
  const shifted = await figureOf("accuracy", accuracyUnderPrior(labelColumns(gold, answers, 2), [0.5, 0.5]));
  const plain = await figureOf("accuracy", shareOf(gold.map((label, i) => (label === answers[i] ? 1 : 0))));
  expect(shifted.value).toBeCloseTo(plain.value!, 14);
  expect(width(shifted)).toBeLessThan(width(plain));
});

test("a class without a share need not be there", () => {
  expect(plainValue(accuracyUnderPrior(labelColumns([0, 0], [0, 1], 2), [1, 0]))).toBe(0.5);
});

test("refuses shares for other classes and gold that is no label", () => {
  expect(() => accuracyUnderPrior(labelColumns([0], [0], 2), [1])).toThrow(RangeError);
  expect(() => labelShifts([{ gold: "x", correct: false }], ["n", "p"])).toThrow(RangeError);
});
