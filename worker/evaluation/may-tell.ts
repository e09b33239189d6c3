import type { SuiteInfo } from "../../r2-assets/format/suite.ts";

export type Visibility = SuiteInfo["visibility"];

const FEWEST_HIDDEN_ROWS = 10;

/** Whether a figure over a part of so many rows may be shown: of a `scored-only` suite, a few rows' figure tells their gold. */
export const mayTell = (rows: number, visibility: Visibility): boolean =>
  visibility === "public" || rows >= FEWEST_HIDDEN_ROWS;
