import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Row } from "../../r2-assets/format/rows.ts";
import { createTokenizer, type TextTokenizer } from "../../r2-assets/format/tokenizer.ts";
import { spread } from "../../trainer/data/spread.ts";
import type { Lengths, OwnTask } from "../../trainer/tasks/own/own-task.ts";
import { percentile } from "../bench/percentile.ts";
import { projectRoot } from "../project-root.ts";
import { wordsOf } from "./cells.ts";
import { labelsOf, textsOf } from "./same-text.ts";

export interface Measured {
  lengths: OwnTask["lengths"];
  /** Share of tokens that the tokenizer has no pieces for. */
  unknown: number;
  /** Tokens a word between blanks, special ones aside; of English 1.2 to 1.5. */
  piecesAWord: number;
}

/** More rows tell nothing more of their lengths. */
const MEASURED = 20_000;

/** No text is cut: half of it, what a question may have of a window, is still a number. */
const ANY_LENGTH = 2 ** 30;

/** The tokenizer that MiniLM's published models share. */
const TOKENIZER = "all-MiniLM-L6-v2";
const TOKENIZER_FILE = join(projectRoot, "r2-assets", "models", "sst2-teacher", "tokenizer.json");

/** How long rows are, in words and tokens; of many those that are spread evenly over all. */
export async function measureRows(rows: readonly Row[]): Promise<Measured> {
  const tokenizer = createTokenizer(JSON.parse(await readFile(TOKENIZER_FILE, "utf8")), { maxLength: ANY_LENGTH });
  const measured = spread(rows.length, MEASURED).map((i) => rows[i]!);
  const encoded = measured.map((row) => idsOf(row, tokenizer));
  const words = measured.map((row) => textsOf(row).reduce((sum, text) => sum + wordsOf(text).length, 0));
  const all = encoded.reduce((sum, { length }) => sum + length, 0);
  const unknown = encoded.reduce((sum, ids) => sum + ids.filter((id) => id === tokenizer.unknownId).length, 0);
  return {
    lengths: {
      tokenizer: TOKENIZER,
      words: lengthsOf(words),
      tokens: lengthsOf(encoded.map(({ length }) => length)),
    },
    unknown: unknown / all,
    piecesAWord: (all - 2 * encoded.length) / words.reduce((sum, count) => sum + count, 0),
  };
}

function idsOf(row: Row, tokenizer: TextTokenizer): number[] {
  if ("tokens" in row) return [...tokenizer.encodeWords(row.tokens).ids];
  const [text, pair] = textsOf(row) as [string, string?];
  return [...tokenizer.encode(text, pair).ids];
}

const lengthsOf = (values: readonly number[]): Lengths => ({
  median: percentile(values, 0.5),
  p95: percentile(values, 0.95),
  p99: percentile(values, 0.99),
  max: percentile(values, 1),
});

/** How many rows have each label, of tags how many spans are of each type; in the given order, else by name. */
export function labelCounts(rows: readonly Row[], order?: readonly string[]): Record<string, number> {
  const counts = new Map<string, number>(order?.map((label) => [label, 0]));
  for (const row of rows) for (const label of labelsOf(row)) counts.set(label, (counts.get(label) ?? 0) + 1);
  const entries = [...counts];
  return Object.fromEntries(order ? entries : entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
