/** Metrics over plain lists of numbers, for the tests of resampling. */

import type { Statistic } from "../statistics/statistic.ts";
import { f1 } from "./f1.ts";
import { labelColumns } from "./label-columns.ts";
import { mean } from "./mean.ts";
import { pearson } from "./pearson.ts";

export const meanOf = (values: readonly number[]): Statistic => mean(Float64Array.from(values));

export const f1Of = (gold: readonly number[], predicted: readonly number[]): Statistic =>
  f1(labelColumns(gold, predicted, 2));

export const pearsonOf = (x: readonly number[], y: readonly number[]): Statistic =>
  pearson(Float64Array.from(x), Float64Array.from(y));
