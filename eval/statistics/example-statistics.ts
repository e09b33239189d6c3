/** Metrics over plain lists of numbers, for the tests of resampling. */
import { f1 } from "../metrics/f1.ts";
import { labelColumns } from "../metrics/label-columns.ts";
import { mean } from "../metrics/mean.ts";
import { pearson } from "../metrics/pearson.ts";
import type { Statistic } from "./statistic.ts";

export const meanOf = (values: readonly number[]): Statistic => mean(Float64Array.from(values));

export const f1Of = (gold: readonly number[], predicted: readonly number[]): Statistic =>
  f1(labelColumns(gold, predicted, 2));

export const pearsonOf = (x: readonly number[], y: readonly number[]): Statistic =>
  pearson(Float64Array.from(x), Float64Array.from(y));
