import type { RowKind } from "../../r2-assets/format/rows.ts";
import type { Answerer } from "../answers/answerer.ts";
import { KINDS } from "./index.ts";

/** The answerer of each kind, for `trainer/tasks`. */
export const ANSWERERS: { [K in RowKind]: Answerer<K> } = Object.fromEntries(
  Object.entries(KINDS).map(([name, { answerer }]) => [name, answerer]),
) as { [K in RowKind]: Answerer<K> };
