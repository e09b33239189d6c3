import { SUITES } from "../../eval/suites/index.ts";
import { readRows } from "../../trainer/tasks/read-rows.ts";

/** Ids of a language's dev rows whose tokens occur in its training rows, whatever their tags; and how many rows dev has. */
export async function seenRows(data: string, suite: string): Promise<{ seen: Set<string>; rows: number }> {
  const dev = SUITES[suite]!;
  const train = await readRows<"tagging">(data, { ...dev, file: dev.file.replace("/dev.", "/train.") });
  const known = new Set(train.rows.map(({ tokens }) => keyOf(tokens)));
  const { rows } = await readRows<"tagging">(data, dev);
  const seen = rows.filter(({ tokens }) => known.has(keyOf(tokens))).map(({ id }) => id);
  return { seen: new Set(seen), rows: rows.length };
}

const keyOf = (tokens: readonly string[]): string => JSON.stringify(tokens);
