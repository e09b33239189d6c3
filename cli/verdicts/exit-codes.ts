import type { Outcome } from "../../eval/reports/verdict.ts";

/** What a build goes by. */
export const EXIT_CODES: Readonly<Record<Outcome, number>> = { "good enough": 0, worse: 1, "not decided": 2 };

/** Options of `compare` with which its exit code is a verdict. */
const ASKS = /^--(margin|baseline|accept|junit)(=|$)/;

/** The exit code of an error: 1, but 3 where 1 would be taken for a verdict. */
export const failureCode = (argv: readonly string[]): number =>
  argv.includes("compare") && argv.some((word) => ASKS.test(word)) ? 3 : 1;
