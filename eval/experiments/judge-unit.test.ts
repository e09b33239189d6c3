import { expect, test } from "vitest";
import golden from "../../test/golden/confidence-sequences.json" with { type: "json" };
import { createRandom } from "../statistics/random.ts";
import type { Design } from "./design.ts";
import { figuresOf } from "./figures.ts";
import { judgeUnit } from "./judge-unit.ts";
import { newProgress } from "./progress.ts";

const design: Design = { mode: "split", variants: 2, margin: 0.02 };

test.each(golden.pseudo_outcomes)(
  "with constant weights the sums are those of ville's pseudo-outcomes: $share",
  (given) => {
    const progress = newProgress(design);
    const weights = [1 - given.share, given.share];
    [...given.candidate].forEach((variant, i) => {
      judgeUnit(design, progress, { variant: Number(variant), weights, correct: given.right[i] === "1" });
    });
    const overlap = 2 * Math.min(...weights);
    const { sum, variance } = progress.differences[0];
    expect(sum).toBeCloseTo(overlap * given.sum, 10);
    expect(variance).toBeCloseTo(overlap ** 2 * given.squares, 10);
    expect(figuresOf(design, progress).differences[0].value).toBeCloseTo(given.estimate, 12);
  },
);

/** A day of traffic whose texts become harder while the candidate is ramped up. */
function driftingRamp(seed: number, n: number, difference: number) {
  const random = createRandom(seed);
  return Array.from({ length: n }, (_, i) => {
    const share = i < n / 2 ? 0.05 : 0.5;
    const variant = Number(random.unit() < share);
    const accuracy = (i < n / 2 ? 0.95 : 0.75) + variant * difference;
    return { variant, weights: [1 - share, share], correct: random.unit() < accuracy };
  });
}

test("a ramp-up amid drift biases the difference of the two shares, and not the estimate", () => {
  const progress = newProgress(design);
  for (const unit of driftingRamp(11, 40_000, 0)) judgeUnit(design, progress, unit);
  const { variants, differences } = figuresOf(design, progress);
  expect(variants[1].accuracy!.value - variants[0].accuracy!.value).toBeLessThan(-0.08);
  expect(Math.abs(differences[0].value!)).toBeLessThan(0.01);
  expect(differences[0].verdict).toBe("good-enough");
});

test("with even weights, swapping the variants mirrors the interval", () => {
  const [plain, swapped] = [newProgress(design), newProgress(design)];
  const random = createRandom(4);
  for (let i = 0; i < 3000; i++) {
    const variant = random.below(2);
    const unit = { weights: [0.5, 0.5], correct: random.unit() < 0.8 + 0.05 * variant };
    judgeUnit(design, plain, { variant, ...unit });
    judgeUnit(design, swapped, { variant: 1 - variant, ...unit });
  }
  const [a, b] = [plain, swapped].map((progress) => figuresOf(design, progress).differences[0]);
  expect(b.value).toBe(-a.value!);
  expect(b.ci95).toEqual([-a.ci95![1], -a.ci95![0]]);
});

test("units that only one of the two could get count for that one's accuracy, and for no difference", () => {
  const progress = newProgress(design);
  for (let i = 0; i < 50; i++) judgeUnit(design, progress, { variant: 0, weights: [1, 0], correct: true });
  expect(figuresOf(design, progress)).toMatchObject({
    variants: [
      { n: 50, accuracy: { value: 1 } },
      { n: 0, accuracy: null },
    ],
    differences: [{ n: 0, value: null, ci95: null, verdict: "not-yet", history: [] }],
  });
});

test("other candidates' units leave a difference alone, and every candidate has a stricter boundary", () => {
  const three: Design = { ...design, variants: 3 };
  const [two, all] = [newProgress(design), newProgress(three)];
  const random = createRandom(9);
  for (let i = 0; i < 5000; i++) {
    const variant = random.below(3);
    const correct = random.unit() < 0.9;
    judgeUnit(three, all, { variant, weights: [0.25, 0.25, 0.5], correct });
    if (variant < 2) judgeUnit(design, two, { variant, weights: [0.5, 0.5], correct });
  }
  const [alone] = figuresOf(design, two).differences;
  const [among] = figuresOf(three, all).differences;
  expect([among.n, among.value]).toEqual([alone.n, alone.value]);
  expect(among.ci95![0]).toBeLessThan(alone.ci95![0]);
});

test("a unit of a variant that is not there, or that had no weight, is an error", () => {
  const progress = newProgress(design);
  const unit = { weights: [1, 0], correct: true };
  expect(() => judgeUnit(design, progress, { variant: 2, ...unit })).toThrow("there is no variant 2: there are 2");
  expect(() => judgeUnit(design, progress, { variant: 1, ...unit })).toThrow("no weight");
});
