/** What one request may ask, and so what a row of a suite may hold to be answered. */
export const LIMITS = {
  inputs: 1000,
  /** UTF-16 code units an input, all its texts together. */
  units: 32_768,
  /** Tokens a request after truncation. */
  tokens: 16_384,
} as const;
