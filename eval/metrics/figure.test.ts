import { expect, test } from "vitest";
import { Figure } from "../../r2-assets/format/run.ts";
import { bootstrapInterval } from "../statistics/bootstrap.ts";
import { shareOf } from "../statistics/statistic.ts";
import { wilson } from "../statistics/wilson.ts";
import { figureOf } from "./figure.ts";
import { f1Of, meanOf, pearsonOf } from "./fixtures/example-statistics.ts";

const rows = [1, 1, 0, 1, 0, 1, 1, 1];

test("a share whose metric asks for it has Wilson's interval", async () => {
  expect(await figureOf("accuracy", shareOf(rows))).toEqual({ value: 0.75, ci95: wilson(6, 8) });
});

test("anything else has the bootstrap's, with the draws and the seed asked for", async () => {
  const statistic = f1Of([1, 1, 1, 0, 0, 1, 0, 0], rows);
  expect(await figureOf("f1", statistic)).toEqual({ value: 0.6, ci95: await bootstrapInterval(statistic) });
  const options = { draws: 500, seed: 3 };
  expect((await figureOf("f1", statistic, options)).ci95).toEqual(await bootstrapInterval(statistic, options));
  expect((await figureOf("failure_rate", meanOf([0.5, 0, 1]))).ci95).toEqual(
    await bootstrapInterval(meanOf([0.5, 0, 1])),
  );
});

test("undefined is null, never 0", async () => {
  const undefinedFigure = { value: null, ci95: null };
  expect(await figureOf("f1", null)).toEqual(undefinedFigure);
  expect(await figureOf("accuracy", shareOf([]))).toEqual(undefinedFigure);
  expect(await figureOf("pearson", pearsonOf([1, 2, 3], [2, 2, 2]))).toEqual(undefinedFigure);
});

test("resamples without a value are counted beside the interval that leaves them out", async () => {
  const gold = Array.from({ length: 100 }, (_, i) => (i % 40 === 7 ? 1 : 0));
  const figure = await figureOf("f1", f1Of(gold, gold), { draws: 1000 });
  expect(figure).toEqual({ value: 1, ci95: [1, 1], undefined_draws: expect.any(Number) });
  expect(Figure.parse(figure)).toEqual(figure);
  expect(await figureOf("f1", f1Of([0, 0], [0, 0]))).toEqual({ value: null, ci95: null });
});

test("a value whose resamples are mostly undefined has no interval", async () => {
  const rare = {
    kind: "resampled",
    n: 2,
    value: (counts: Uint32Array) => (counts[0] === 1 && counts[1] === 1 ? 0.5 : null),
  } as const;
  expect(
    (await figureOf("pearson", { ...rare, value: (counts) => (counts[0] === 2 ? 0.25 : counts[0] === 1 ? 0.5 : null) }))
      .ci95,
  ).toEqual([0.25, 0.5]);
  expect(
    await figureOf("pearson", {
      ...rare,
      n: 3,
      value: (counts) => (counts.every((count) => count === 1) ? 0.5 : null),
    }),
  ).toEqual({ value: 0.5, ci95: null });
});
