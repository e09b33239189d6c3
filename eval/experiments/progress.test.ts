import { expect, test } from "vitest";
import { createRandom } from "../statistics/random.ts";
import {
  countAgreement,
  countAnswer,
  countJudged,
  countLatency,
  countUnit,
  type Design,
  figuresOf,
  judgePair,
  judgeUnit,
  newProgress,
  type Progress,
} from "./index.ts";

const split: Design = { mode: "split", variants: 3, margin: 0.02 };
const shadow: Design = { mode: "shadow", variants: 3, margin: 0.02 };
const EVEN = [0.4, 0.3, 0.3];

/** One unit with everything that may happen to it. */
function happen(design: Design, progress: Progress, random: ReturnType<typeof createRandom>): void {
  const at = random.unit();
  const variant = design.mode === "shadow" ? 0 : at < 0.4 ? 0 : at < 0.7 ? 1 : 2;
  const weights = design.mode === "shadow" ? [1, 0, 0] : EVEN;
  countUnit(progress, { variant, weights });
  countAnswer(progress, variant);
  countLatency(progress, variant, 5 + 40 * random.unit());
  countJudged(progress, variant);
  if (design.mode === "split") judgeUnit(design, progress, { variant, weights, correct: random.unit() < 0.9 });
  else {
    countAgreement(progress, 1, random.unit() < 0.95);
    judgePair(design, progress, [random.unit() < 0.9, random.unit() < 0.9, random.unit() < 0.2 ? null : true]);
  }
}

const folded = (
  design: Design,
  seed: number,
  n: number,
  between: (progress: Progress) => Progress = (same) => same,
) => {
  const random = createRandom(seed);
  let progress = newProgress(design);
  for (let i = 0; i < n; i++) {
    happen(design, progress, random);
    progress = between(progress);
  }
  return JSON.stringify(progress);
};

test.each([split, shadow])("the same events give the same bytes, stored after each of them or not: $mode", (design) => {
  const whole = folded(design, 1, 400);
  expect(folded(design, 1, 400, (progress) => JSON.parse(JSON.stringify(progress)))).toBe(whole);
  expect(folded(design, 2, 400)).not.toBe(whole);
});

test("experiments that are folded in turns are none the wiser", () => {
  const [a, b] = [newProgress(split), newProgress(shadow)];
  const [first, second] = [createRandom(1), createRandom(2)];
  for (let i = 0; i < 400; i++) {
    happen(split, a, first);
    happen(shadow, b, second);
  }
  expect([JSON.stringify(a), JSON.stringify(b)]).toEqual([folded(split, 1, 400), folded(shadow, 2, 400)]);
});

test("figures leave the progress as it is", () => {
  const progress = JSON.parse(folded(split, 3, 500)) as Progress;
  const before = JSON.stringify(progress);
  figuresOf(split, progress);
  expect(JSON.stringify(progress)).toBe(before);
});

test("a million units in eight variants are 60 KB at most", () => {
  const design: Design = { mode: "split", variants: 8, margin: 0.02 };
  const progress = newProgress(design);
  const random = createRandom(6);
  const weights = new Array<number>(8).fill(1 / 8);
  for (let i = 0; i < 1_000_000; i++) {
    const variant = random.below(8);
    countUnit(progress, { variant, weights });
    countLatency(progress, variant, Math.exp(8 * random.unit()));
    judgeUnit(design, progress, { variant, weights, correct: random.unit() < 0.9 - 0.002 * variant });
  }
  expect(JSON.stringify(progress).length).toBeLessThan(60_000);
  expect(Math.max(...progress.differences.map(({ history }) => history.length))).toBeGreaterThan(90);
  const [last] = figuresOf(design, progress).differences.slice(-1);
  expect(last.value!).toBeCloseTo(-0.014, 2);
});
