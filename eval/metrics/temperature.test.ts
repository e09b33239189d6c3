import { describe, expect, test } from "vitest";
import golden from "../../test/golden/temperature.json" with { type: "json" };
import { softmax } from "../answers/softmax.ts";
import { createRandom } from "../statistics/random.ts";
import { calibrate } from "./calibrate.ts";
import { selectiveTable } from "./selective.ts";
import { fitTemperature, negativeLogLikelihood, TEMPERATURES } from "./temperature.ts";

const fitted = (logits: readonly ArrayLike<number>[], gold: readonly number[]): number => {
  const fit = fitTemperature(logits, gold);
  if (fit.kind === "none") throw new Error(fit.reason);
  return fit.temperature;
};

describe.each(golden.cases)("$name", ({ logits, gold, temperature, scikit_learn, nll, selective }) => {
  test("the temperature is scipy's root, and scikit-learn's as far as that is exact", () => {
    expect(fitted(logits, gold) / temperature).toBeCloseTo(1, 11);
    expect(fitted(logits, gold) / scikit_learn).toBeCloseTo(1, 6);
  });

  test("log-probabilities give the same one as the logits", () => {
    const logs = logits.map((row) => row.map((_, label) => -negativeLogLikelihood(row, label)));
    expect(fitted(logs, gold) / temperature).toBeCloseTo(1, 11);
  });

  test("likelihoods, coverage and accuracy are numpy's", () => {
    const outcome = calibrate(
      logits.map((row, i) => ({ logits: row, gold: gold[i]! })),
      "own/rows",
    );
    if (outcome.kind === "none") throw new Error(outcome.reason);
    const { calibration } = outcome;
    expect(calibration).toMatchObject({ rows: gold.length, fitted_on: "own/rows" });
    expect(calibration.nll.before).toBeCloseTo(nll.before, 11);
    expect(calibration.nll.after).toBeCloseTo(nll.after, 11);
    const confidence = logits.map((row) => Math.max(...softmax(row.map((x) => x / temperature))));
    const correct = logits.map((row, i) => Number(row.indexOf(Math.max(...row)) === gold[i]));
    const scores = selective.map(({ min_score }) => min_score);
    expect(selectiveTable(confidence, correct, scores)).toEqual(selective);
    expect(calibration.selective[0]).toMatchObject({ min_score: 0, coverage: 1, accuracy: selective[0]!.accuracy });
  });
});

test("logits that are c times as large have c times the temperature, and no number beside it does better", () => {
  const [{ logits, gold }] = golden.cases as [(typeof golden.cases)[number]];
  const temperature = fitted(logits, gold);
  for (const c of [1e-2, 0.3, 7])
    expect(
      fitted(
        logits.map((row) => row.map((x) => x * c)),
        gold,
      ) /
        (c * temperature),
    ).toBeCloseTo(1, 11);
  const nll = (t: number) => logits.reduce((sum, row, i) => sum + negativeLogLikelihood(row, gold[i]!, t), 0);
  for (const t of [0.99 * temperature, 1.01 * temperature]) expect(nll(t)).toBeGreaterThan(nll(temperature));
});

test("of labels drawn by the softmax of a tenth of the logits, ten is found", () => {
  const random = createRandom(17);
  const logits = Array.from({ length: 6_000 }, () => Array.from({ length: 3 }, () => 30 * (random.unit() - 0.5)));
  const gold = logits.map((row) => {
    const [first, second] = softmax(row.map((x) => x / 10)) as [number, number, number];
    const u = random.unit();
    return u < first ? 0 : u < first + second ? 1 : 2;
  });
  expect(fitted(logits, gold)).toBeGreaterThan(9.3);
  expect(fitted(logits, gold)).toBeLessThan(10.7);
});

const [no, yes] = [
  [2, -1],
  [-1, 2],
] as const;
test.each([
  ["no rows", [], [], "there are no rows"],
  ["one label", [[1], [2]], [0, 0], "there is one label only"],
  ["one class", [no, yes], [0, 0], "gold is the same label in all rows"],
  ["all right", [no, yes, no], [0, 1, 0], "all rows are right, so that no certainty is too much"],
  ["all right, but for ties", [no, yes, [3, 3]], [0, 1, 0], "all rows are right, so that no certainty is too much"],
  ["all wrong", [no, yes], [1, 0], "the gold labels have no higher logits than the others on average"],
  [
    "nothing said",
    [
      [1, 1],
      [2, 2],
      [1, 1],
    ],
    [0, 1, 0],
    "the gold labels have no higher logits than the others on average",
  ],
  ["no number", [no, [Number.NaN, 1]], [0, 1], "some logits are not numbers"],
  ["infinite ones", [no, [1, Number.POSITIVE_INFINITY]], [0, 1], "some logits are not numbers"],
] as [string, number[][], number[], string][])("%s has no temperature", (_, logits, gold, reason) => {
  expect(fitTemperature(logits, gold)).toEqual({ kind: "none", reason });
  expect(
    calibrate(
      logits.map((row, i) => ({ logits: row, gold: gold[i]! })),
      "own/rows",
    ),
  ).toEqual({ kind: "none", reason });
});

test("one row that is wrong by a hair among many that are right makes scores surer; logits on no classifier's scale have none", () => {
  const many = Array.from({ length: 1000 }, (_, i) => (i % 2 === 0 ? no : yes));
  const [logits, gold] = [
    [...many, [1e-4, 0]],
    [...many.map((_, i) => i % 2), 1],
  ];
  const temperature = fitted(logits, gold);
  expect(temperature).toBeGreaterThan(TEMPERATURES.min);
  expect(temperature).toBeLessThan(0.5);
  for (const scale of [1e-4, 1e4]) {
    const fit = fitTemperature(
      logits.map((row) => row.map((x) => x * scale)),
      gold,
    );
    expect(fit).toMatchObject({
      kind: "none",
      reason: expect.stringMatching(/^the temperature would be .*, and one is/),
    });
  }
});

test("what is sure beyond float64 is no trouble", () => {
  const sure = Array.from({ length: 9 }, (_, i) => (i % 2 === 0 ? [400, 0] : [0, 400]));
  const gold = sure.map((_, i) => i % 2);
  const temperature = fitted([...sure, [400, 0]], [...gold, 1]);
  expect(softmax([400 / temperature, 0])[0]).toBeCloseTo(0.9, 12);
});
