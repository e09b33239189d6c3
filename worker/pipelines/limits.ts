import { MAX_UNITS } from "../../eval/answers/answerer.ts";

/** What one request may ask, and so what a row of a suite may hold to be answered. */
export const LIMITS = {
  inputs: 1000,
  /** UTF-16 code units an input, all its texts together. */
  units: MAX_UNITS,
  /** Tokens a request after truncation. */
  tokens: 16_384,
} as const;
