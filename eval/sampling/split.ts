import { sha256 } from "../../r2-assets/format/digest.ts";
import type { SplitPart } from "../../r2-assets/format/suite.ts";

/** A row, as far as its part depends on it. `group`: of rows that belong together, as questions on one context. */
export interface SplitRow {
  id: string;
  group?: string | undefined;
}

/** Digits of the digest that are read: a double holds all their values. */
const DIGITS = 13;

/**
 * Which part of the suite `of` a row is in: `report` where the hash of its group, or else of its id, falls below `share`. It depends on no
 * other row, so that rows that are added later move none; and on the suite's name, so that suites of the same ids are split otherwise.
 */
export async function partOf({ id, group }: SplitRow, of: string, share: number): Promise<SplitPart["part"]> {
  const digest = await sha256(`${of}\n${group ?? id}`);
  return Number.parseInt(digest.slice(0, DIGITS), 16) / 16 ** DIGITS < share ? "report" : "choose";
}
