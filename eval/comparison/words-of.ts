import type { RowKind, RowOf } from "../../r2-assets/format/rows.ts";
import { KINDS } from "../kinds/index.ts";

/** Words of a row's texts together, separated by white space. */
export function wordsOf<K extends RowKind>(kind: K, row: RowOf[K]): number {
  const { tokens = [], texts = [], ...single } = KINDS[kind].texts(row);
  return [...tokens, ...texts.flat(), ...Object.values(single)]
    .flatMap((text) => (text ?? "").split(/\s+/u))
    .filter(Boolean).length;
}
