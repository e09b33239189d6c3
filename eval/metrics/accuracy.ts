import type { Figure } from "../../r2-assets/format/run.ts";
import { wilson } from "../statistics/wilson.ts";

/**
 * Accuracy `correct / n` with its Wilson interval. Undefined on no rows: both are null then, never 0.
 * Throws RangeError when more are correct than there are.
 */
export function accuracy(correct: number, n: number): Figure {
  return n === 0 ? { value: null, ci95: null } : { value: correct / n, ci95: wilson(correct, n) };
}
