import { expect, test } from "vitest";
import { dynascore, type Measure } from "./dynascore.ts";

/** The example of Dynaboard as worked out by hand: performance, throughput, memory in GiB, robustness. */
const S = [80, 120, 2, 70];
const L = [84, 60, 4, 78];
const T = [86, 20, 10, 79];
const M = [85, 40, 6, 80];

const MEASURES = [
  { better: "higher", offset: 0, weight: 4 },
  { better: "higher", offset: 0, weight: 1 },
  { better: "lower", offset: 16, weight: 1 },
  { better: "higher", offset: 0, weight: 2 },
] as const;

const of = (models: readonly number[][], changes: Partial<Measure>[] = []) =>
  dynascore(
    MEASURES.map((measure, m) => ({
      ...measure,
      values: models.map((model) => model[m]!),
      ...changes[m],
    })) as unknown as [Measure, ...Measure[]],
  );

const close = (values: readonly number[]) => values.map((value) => expect.closeTo(value, 4));

test("three models: exchange rates and scores", () => {
  expect(of([S, L, T])).toEqual({ amrs: close([1, 17.5, 1.75, 1.25]), scores: close([55.8571, 58.8857, 59.3714]) });
});

test("a fourth model changes every score, and who leads", () => {
  const { amrs, scores } = of([S, L, T, M]);
  expect(amrs).toEqual(close([1, 18.3333, 2.16667, 1.66667]));
  expect(scores).toEqual(close([52.1259, 54.8014, 55.3325, 55.3497]));
});

test("the order of the models does not matter", () => {
  expect(of([T, S, L]).scores).toEqual(close([59.3714, 55.8571, 58.8857]));
});

test("a near tie in performance sets no exchange rate", () => {
  const tied = [86.005, 1, 15, 10];
  expect(of([S, L, T, tied]).scores.slice(0, 3)).toEqual(close([55.8571, 58.8857, 59.3714]));
});

test("the unit of a measure without offset does not matter", () => {
  const perHour = [S, L, T].map(([p, throughput, ...rest]) => [p!, throughput! * 3600, ...rest]);
  expect(of(perHour).scores).toEqual(close([55.8571, 58.8857, 59.3714]));
});

test("two models that trade one cost for performance tie under equal weights", () => {
  const half = [{ weight: 1 }, { weight: 0 }, { weight: 1 }, { weight: 0 }];
  const { scores } = of([S, T], half);
  expect(scores[0]).toBeCloseTo(scores[1]!, 10);
});

test("an offset moves all scores alike", () => {
  const [far, near] = [of([S, L, T], [{}, {}, { offset: 32 }]), of([S, L, T])];
  far.scores.forEach((score, i) => {
    expect(score! - near.scores[i]!).toBeCloseTo(((1 / 8) * 16) / 1.75, 10);
  });
});

test("undefined is null: one model, equal performances, a weighted measure that is equal for all", () => {
  expect(of([S])).toEqual({ amrs: [null, null, null, null], scores: [null] });
  expect(of([S, S]).scores).toEqual([null, null]);
  const equalMemory = [S, [84, 60, 2, 78]];
  expect(of(equalMemory)).toMatchObject({ amrs: [1, 15, 0, 2], scores: [null, null] });
  expect(of(equalMemory, [{}, {}, { weight: 0 }]).scores.every((score) => score !== null)).toBe(true);
});

test("weights that sum to nothing are refused", () => {
  expect(() =>
    of(
      [S, L],
      MEASURES.map(() => ({ weight: 0 })),
    ),
  ).toThrow("no measure has a positive weight");
});
