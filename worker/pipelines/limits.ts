import { MAX_UNITS } from "../../eval/answers/answerer.ts";

/** What one request may ask, and so what a row of a suite may hold to be answered. */
export const LIMITS = {
  inputs: 1000,
  /** UTF-16 code units an input, all its texts together. */
  units: MAX_UNITS,
  /** Tokens a request after truncation. */
  tokens: 16_384,
  /** Numbers that a model may give for a request's texts and that are summed up for the answer, 16 MB. */
  numbers: 2 ** 22,
  /** Numbers an answer of vectors, some 20 MB of JSON. */
  answered: 2 ** 20,
} as const;
