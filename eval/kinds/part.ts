import type { MetricName } from "../../r2-assets/format/suite.ts";

/** Rows that belong together, each with what one or more models said of it. */
export interface Part<P> {
  by: string;
  value: string;
  rows: (readonly P[])[];
  /** Where the metric asked for says nothing of such a part. */
  metric?: MetricName;
}

/** What a row is filed under. */
export type Filed = readonly [by: string, value: string];

/** As many parts are told of, the largest ones: groups are named by uploads, and types of entities by submissions. */
const MOST_PARTS = 200;

/** Those with the highest sizes, in the order they came. */
export function largest<T>(parts: readonly T[], sizeOf: (part: T) => number): T[] {
  const kept = new Set([...parts].sort((x, y) => sizeOf(y) - sizeOf(x)).slice(0, MOST_PARTS));
  return parts.filter((part) => kept.has(part));
}
