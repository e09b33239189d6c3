import type { PredictionOf } from "../../r2-assets/format/prediction.ts";
import type { RowKind } from "../../r2-assets/format/rows.ts";
import { KINDS } from "../kinds/index.ts";
import type { Kind } from "../kinds/kind.ts";
import { largest, type Part } from "../kinds/part.ts";
import { lengthBucket } from "./length-bucket.ts";

/**
 * The parts of a suite's rows that deserve figures of their own: by gold label (accuracy, which is the label's recall: F1 and
 * correlations say nothing within one), by group, entity type, answerability, capability and test, and by length where
 * `words` tells how many a row has. `rows` holds one array a row: the predictions of all models for it.
 */
export function partsOf<K extends RowKind>(
  kind: K,
  rows: readonly (readonly PredictionOf[K][])[],
  words?: ReadonlyMap<string, number>,
): Part<PredictionOf[K]>[] {
  const { keys, byLength, within }: Kind<K>["parts"] = KINDS[kind].parts;
  const parts = new Map<string, Part<PredictionOf[K]>>();
  const file = (row: readonly PredictionOf[K][], by: string, value: string) => {
    const key = JSON.stringify([by, value]);
    const part = parts.get(key) ?? { by, value, rows: [], ...(by === "label" && { metric: "accuracy" as const }) };
    part.rows.push(row);
    parts.set(key, part);
  };
  for (const row of rows) {
    for (const [by, value] of keys(row[0]!)) file(row, by, value);
    const length = byLength ? words?.get(row[0]!.id) : undefined;
    if (length !== undefined) file(row, "length", lengthBucket(length));
  }
  const filed = [...parts.values()].sort(
    (x, y) => (x.by < y.by ? -1 : x.by > y.by ? 1 : 0) || x.value.localeCompare(y.value, "en", { numeric: true }),
  );
  // One answerable question among answerable ones is the whole again.
  const telling = filed.filter(({ by, rows: own }) => by !== "answerable" || own.length < rows.length);
  return [...largest(telling, (part) => part.rows.length), ...within(rows)];
}
