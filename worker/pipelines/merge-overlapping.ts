import { codePointsOf } from "../../r2-assets/format/code-points.ts";
import type { EntityGroup } from "./tag.ts";

/**
 * Entities found in overlapping windows of one text, each place once and from left to right: of those that share characters
 * the longest stays, of equal ones the surest, of equally sure ones the first.
 *
 * Source: `aggregate_overlapping_entities` of transformers 5.24, pipelines/token_classification.py; lengths count code points
 * as there, so that the same entity stays whatever unit is asked for.
 */
export function mergeOverlapping(text: string, windows: readonly (readonly EntityGroup[])[]): EntityGroup[] {
  if (windows.length === 1) return [...windows[0]!];
  const count = codePointsOf(text);
  const lengthOf = ({ start, end }: EntityGroup) => count(end) - count(start);
  const merged: EntityGroup[] = [];
  for (const entity of windows.flat().sort((a, b) => a.start - b.start)) {
    const before = merged.at(-1);
    if (before === undefined || entity.start >= before.end) {
      merged.push(entity);
      continue;
    }
    const longer = lengthOf(entity) - lengthOf(before);
    if (longer > 0 || (longer === 0 && entity.score > before.score)) merged[merged.length - 1] = entity;
  }
  return merged;
}
