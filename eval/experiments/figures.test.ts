import { expect, test } from "vitest";
import { createRandom } from "../statistics/random.ts";
import { countAgreement, countLatency, type Design, figuresOf, judgeUnit, newProgress } from "./index.ts";

const design: Design = { mode: "split", variants: 2, margin: 0.02 };

/** Folds n units, the control right with 0.9 and the candidate with `candidate`. */
function run(candidate: number, n: number, margin = 0.02) {
  const progress = newProgress({ ...design, margin });
  const random = createRandom(21);
  for (let i = 0; i < n; i++) {
    const variant = random.below(2);
    const correct = random.unit() < (variant === 1 ? candidate : 0.9);
    judgeUnit({ ...design, margin }, progress, { variant, weights: [0.5, 0.5], correct });
  }
  return figuresOf({ ...design, margin }, progress, ["small", "large"]).differences[0];
}

test.each([
  [0.97, 6000, 0.02, "better", "large is more accurate than small: +"],
  [0.9, 30_000, 0.05, "good-enough", "large is good enough: it loses less than 5 points to small ("],
  [0.8, 6000, 0.02, "worse", "large is not good enough: it loses more than 2 points to small ("],
  [0.9, 100, 0.02, "not-yet", "Not decided yet: large against small is "],
])("a candidate right with %d after %d units, margin %d: %s", (candidate, n, margin, verdict, words) => {
  const figures = run(candidate, n, margin);
  expect(figures).toMatchObject({ verdict, decided: verdict !== "not-yet", n });
  expect(figures.words).toContain(words);
  expect(figures.words).toContain(`points after ${n.toLocaleString("en-GB")} units, between `);
  const [low, high] = figures.ci95!;
  expect({ better: low > 0, "good-enough": low > -margin, worse: high < -margin, "not-yet": true }[verdict]).toBe(true);
});

test("the first verdict stays with its n while the newest may become stronger", () => {
  const figures = run(0.94, 20_000);
  expect(figures.verdict).toBe("better");
  expect(figures.decidedAt).toMatchObject({ verdict: "good-enough" });
  expect(figures.decidedAt!.n).toBeLessThan(3000);
});

test("history ends with the present, each point a tenth further, as wide as the interval was then", () => {
  const { history, n, value, ci95 } = run(0.92, 5000);
  expect(history.length).toBeGreaterThan(50);
  for (const [i, point] of history.slice(0, -1).entries()) {
    expect(point.ci95[0] <= point.value && point.value <= point.ci95[1]).toBe(true);
    if (i > 0) expect(point.n / history[i - 1].n).toBeGreaterThanOrEqual(1.1);
  }
  const last = history.at(-1)!;
  expect(last.n).toBe(n);
  [last.value, ...last.ci95].forEach((shown, i) => {
    expect(shown).toBeCloseTo([value!, ...ci95!][i], 4);
  });
});

test("before anything happened, nothing is said", () => {
  const figures = figuresOf(design, newProgress(design));
  expect(figures.variants[0]).toEqual({
    units: 0,
    answers: 0,
    judged: 0,
    n: 0,
    accuracy: null,
    latency: null,
    agreement: null,
  });
  expect(figures.differences[0].words).toBe("No judged unit tells of variant 1 against variant 0 yet.");
  expect(figures.checks).toEqual({ assignment: { pValue: 1, ok: true }, feedback: { pValue: 1, ok: true } });
});

test("latencies come back within 5 %, agreement as a share", () => {
  const progress = newProgress(design);
  for (let ms = 1; ms <= 1000; ms++) countLatency(progress, 1, ms);
  for (let i = 0; i < 20; i++) countAgreement(progress, 1, i > 0);
  const { latency, agreement } = figuresOf(design, progress).variants[1];
  expect(latency!.n).toBe(1000);
  expect(Math.abs(latency!.p50 / 500 - 1)).toBeLessThan(0.05);
  expect(Math.abs(latency!.p95 / 950 - 1)).toBeLessThan(0.05);
  expect(agreement).toMatchObject({ n: 20, value: 0.95 });
  expect(() => countLatency(progress, 1, -1)).toThrow("a latency of -1 ms is none");
});
