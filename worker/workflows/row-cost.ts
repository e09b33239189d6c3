import { KINDS } from "../../eval/kinds/index.ts";
import type { Card } from "../../r2-assets/format/card.ts";
import type { Row, RowKind, RowOf } from "../../r2-assets/format/rows.ts";
import { costOf, FLOPS_PER_SECOND } from "../runtime/cost.ts";

/**
 * Seconds of CPU that a model is expected to need for a row, on the high side: what shards are sized by.
 *
 * What a run of n tokens takes is its architecture's to say (`flops`). A behavioural row runs once a text, a question once a window of its context.
 */
export function rowSeconds<K extends RowKind>(kind: K, row: RowOf[K], card: Pick<Card, "max_length" | "architecture">) {
  let seconds = 0;
  for (const tokens of KINDS[kind].runs(row, card.max_length)) {
    seconds += costOf(Math.min(tokens, card.max_length), card.architecture) / FLOPS_PER_SECOND;
  }
  return seconds;
}

/** The same for a row as it was parsed from the bucket, whose kind the suite tells. */
export const secondsOf =
  (kind: RowKind, card: Pick<Card, "max_length" | "architecture">) =>
  (row: Row): number =>
    rowSeconds(kind, row as never, card);
