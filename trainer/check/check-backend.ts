import { type BackendName, useBackend } from "../backend/tf.ts";
import { adamW } from "./adamw.ts";
import type { Check, Outcome } from "./check.ts";
import { compare, TOLERANCE } from "./compare.ts";
import { dropout } from "./dropout.ts";
import { factoredMatrices } from "./factored-matrices.ts";
import { layers } from "./layers.ts";
import { losses } from "./losses.ts";
import { matrixProducts } from "./matrix-products.ts";
import { sizes } from "./sizes.ts";
import { trainingSteps } from "./training-step.ts";

/** From the smallest part to the whole: the first that fails says what is wrong. */
export const CHECKS: readonly Check[] = [
  ...matrixProducts,
  ...layers,
  ...factoredMatrices,
  ...losses,
  ...sizes,
  ...dropout,
  ...adamW,
  ...trainingSteps,
];

export interface CheckResult {
  check: string;
  /** Largest difference from the cpu backend, relative to the largest entry; null when the backend could not compute. */
  difference: number | null;
  /** The value or gradient that the difference is in, or what the backend said. */
  where: string;
  passed: boolean;
  milliseconds: number;
}

/**
 * Every part of training on `name`, forward and gradient, against tfjs's plain JavaScript, which is slow and simple.
 * Leaves `name` as the current backend. `onCheck` hears of each that is done. Throws when a backend cannot start.
 */
export async function checkBackend(
  name: BackendName,
  checks: readonly Check[] = CHECKS,
  onCheck: (done: number) => void = () => {},
): Promise<CheckResult[]> {
  await useBackend("cpu");
  const expected = checks.map((check) => check.run());
  await useBackend(name);
  return checks.flatMap((check, i) => {
    const results = check.applies?.() === false ? [] : [result(check, expected[i])];
    onCheck(i + 1);
    return results;
  });
}

function result(check: Check, expected: Outcome): CheckResult {
  const started = performance.now();
  const measured = measure(check, expected);
  return { check: check.name, ...measured, milliseconds: performance.now() - started };
}

function measure(check: Check, expected: Outcome) {
  try {
    const { largest, where } = compare(expected, check.run());
    return { difference: largest, where, passed: largest <= TOLERANCE };
  } catch (error) {
    return { difference: null, where: (error as Error).message.split("\n")[0], passed: false };
  }
}
