/** What models are asked while their time is taken: rows of the task's own, of a typical length. */
import type { Answerer } from "../../eval/answers/answerer.ts";
import { KINDS } from "../../eval/kinds/index.ts";
import type { Card } from "../../r2-assets/format/card.ts";
import type { Row } from "../../r2-assets/format/rows.ts";
import { kindOf } from "../../r2-assets/format/suite.ts";
import type { TextTokenizer } from "../../r2-assets/format/tokenizer.ts";
import type { JudgedRows } from "./judged-rows.ts";

export interface TypicalInputs {
  /** The median row's, special tokens included, cut as the model cuts. */
  tokens: number;
  /** As `POST /models/{id}` takes one; the rows nearest to the median length, in the order of length. */
  inputs: unknown[];
}

/** So many different texts, so that nothing is answered from memory. */
const TEXTS = 40;

/** The rows in the middle of all, by the tokens that the tokenizer cuts them into; those that a model would refuse are left out. */
export function typicalInputs(
  { suite, rows }: Pick<JudgedRows, "suite" | "rows">,
  tokenizer: TextTokenizer,
  { labels, slots }: Pick<Card, "labels" | "slots">,
): TypicalInputs {
  const answerer = KINDS[kindOf(suite)].answerer as Answerer<never>;
  const asked = rows
    .filter((row) => answerer.refuse(row as never) === undefined)
    .map((row) => {
      const { encodings } = answerer.ask(row as never, tokenizer, { labels, slots }, {});
      return { row, tokens: encodings.reduce((sum, { ids }) => sum + ids.length, 0) };
    })
    .sort((a, b) => a.tokens - b.tokens);
  if (asked.length === 0) throw new RangeError(`${suite.id}: no row can be asked about`);
  const middle = (asked.length - 1) >> 1;
  const from = Math.max(0, Math.min(middle - (TEXTS >> 1), asked.length - TEXTS));
  return { tokens: asked[middle]!.tokens, inputs: asked.slice(from, from + TEXTS).map(({ row }) => inputOf(row)) };
}

function inputOf(row: Row): unknown {
  if ("question" in row) return { question: row.question, context: row.context };
  if ("tokens" in row) return row.tokens.join(" ");
  const { text_a, text_b } = row as { text_a: string; text_b?: string };
  return text_b === undefined ? text_a : { text: text_a, text_pair: text_b };
}
