/** What analyses read of a suite's rows: never all of them at once, as 50 MiB of texts don't fit beside the runs. */
import { wordsOf } from "../../eval/comparison/words-of.ts";
import type { Turn } from "../../eval/statistics/in-blocks.ts";
import type { RowKind, RowOf } from "../../r2-assets/format/rows.ts";
import type { Env } from "../env.ts";
import { rowsInTurns } from "../runtime/rows-in-turns.ts";
import { streamRows } from "../storage/suite-rows.ts";
import type { KnownSuite } from "../storage/suite-store.ts";

/** How many words each row has, by id; undefined unless the rows with this digest are here. */
export async function presentWords(
  env: Env,
  suite: KnownSuite,
  sha256: string,
  kind: RowKind,
  turn: Turn,
): Promise<Map<string, number> | undefined> {
  const rows = await presentRows(env, suite, sha256, kind);
  if (rows === null) return undefined;
  const words = new Map<string, number>();
  for await (const row of rowsInTurns(rows, turn)) words.set(row.id, wordsOf(kind, row));
  return words;
}

/** Those of the rows named that are here, by id. */
export async function presentRowsOf<K extends RowKind>(
  env: Env,
  suite: KnownSuite,
  sha256: string,
  kind: K,
  ids: readonly string[],
  turn: Turn,
): Promise<Map<string, RowOf[K]>> {
  const found = new Map<string, RowOf[K]>();
  const wanted = new Set(ids);
  if (wanted.size === 0) return found;
  const rows = await presentRows(env, suite, sha256, kind);
  if (rows === null) return found;
  for await (const row of rowsInTurns(rows, turn)) if (wanted.has(row.id)) found.set(row.id, row);
  return found;
}

const presentRows = async <K extends RowKind>(env: Env, { info, status }: KnownSuite, sha256: string, kind: K) =>
  status === "ready" && info.sha256 === sha256 ? streamRows(env.BUCKET, info.id, sha256, kind) : null;
