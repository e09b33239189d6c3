import { expect, test } from "vitest";
import golden from "../../test/golden/confidence-sequences.json" with { type: "json" };
import { createRandom } from "./random.ts";
import { countInRatio, newSampleRatio, sampleRatioP } from "./sample-ratio.ts";

test.each(golden.sample_ratios)("matches ssrm-test where weights stay: $weights", (given) => {
  const ratio = newSampleRatio(given.weights.length);
  for (const unit of given.units) countInRatio(ratio, Number(unit), given.weights);
  expect(ratio.logEvidence).toBeCloseTo(given.log_evidence, 9);
  expect(Math.abs(sampleRatioP(ratio) / given.p - 1)).toBeLessThan(1e-9);
});

/** A variant drawn by the weights. */
function drawn(at: number, weights: readonly number[]): number {
  let left = at;
  return Math.max(
    0,
    weights.findIndex((weight) => {
      left -= weight;
      return left < 0;
    }),
  );
}

const RAMP = [
  [0.95, 0.05],
  [0.8, 0.2],
  [0.5, 0.5],
];

test("the evidence stays a martingale while weights change: its mean over all paths is 1", () => {
  let mean = 0;
  for (let path = 0; path < 2 ** 9; path++) {
    const ratio = newSampleRatio(2);
    let chance = 1;
    for (let i = 0; i < 9; i++) {
      const variant = (path >> i) & 1;
      const weights = RAMP[Math.floor(i / 3)];
      chance *= weights[variant];
      countInRatio(ratio, variant, weights);
    }
    mean += chance * Math.exp(ratio.logEvidence);
  }
  expect(mean).toBeCloseTo(1, 12);
});

test("a ramp-up as the weights say raises no alarm, units that get lost in one variant do", () => {
  const random = createRandom(3);
  const [sound, lossy] = [newSampleRatio(2), newSampleRatio(2)];
  for (let i = 0; i < 12_000; i++) {
    const weights = RAMP[Math.floor(i / 4000)];
    const variant = drawn(random.unit(), weights);
    countInRatio(sound, variant, weights);
    if (variant === 0 || random.unit() < 0.75) countInRatio(lossy, variant, weights);
  }
  expect(sampleRatioP(sound)).toBeGreaterThan(0.05);
  expect(sampleRatioP(lossy)).toBeLessThan(0.001);
});

test("p never comes back, and is 1 where there is nothing to choose", () => {
  const [ratio, alone] = [newSampleRatio(2), newSampleRatio(2)];
  for (let i = 0; i < 100; i++) countInRatio(ratio, 0, [0.5, 0.5]);
  const least = sampleRatioP(ratio);
  for (let i = 0; i < 100; i++) countInRatio(ratio, 1, [0.5, 0.5]);
  for (let i = 0; i < 100; i++) countInRatio(alone, 0, [1, 0]);
  expect(sampleRatioP(ratio)).toBe(least);
  expect(sampleRatioP(alone)).toBe(1);
});

test("a variant of no weight can have no unit", () => {
  expect(() => countInRatio(newSampleRatio(2), 1, [1, 0])).toThrow("variant 1 has a unit but no weight");
});
