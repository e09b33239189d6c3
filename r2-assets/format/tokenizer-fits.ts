/** A tokenizer, and what it makes of a text, against the tables that its numbers are places in. */
import type { Task } from "./names.ts";
import type { Encoding, TextTokenizer } from "./tokenizer.ts";

/** Rows of a model's embedding tables. */
export interface Tables {
  words: number;
  /** Infinite where positions, or types, are not looked up: then all fit. */
  positions: number;
  tokenTypes: number;
}

/** A table as cards describe it. */
interface Table {
  rows: number;
}

/** Of an architecture on a card. */
export const tablesOf = ({
  embeddings: { word, position, token_type },
}: {
  embeddings: { word: Table; position?: Table; token_type?: Table };
}): Tables => ({
  words: word.rows,
  positions: position?.rows ?? Number.POSITIVE_INFINITY,
  tokenTypes: token_type?.rows ?? Number.POSITIVE_INFINITY,
});

/** What is asked of the model, as far as it is known. */
export interface Use {
  /** Tokens of a text, special ones included. */
  maxLength?: number;
  task?: Task;
}

/** Tasks whose every input is two texts. Classifiers and regressions may be asked about one. */
const PAIRS: readonly Task[] = ["question-answering"];

/** Why texts of this tokenizer cannot all be put to a model with these tables: one sentence without its stop; or undefined. */
export function tokenizerMisfit(
  { largest }: Pick<TextTokenizer, "largest">,
  { words, positions, tokenTypes }: Tables,
  { maxLength, task }: Use = {},
): string | undefined {
  if (largest.id >= words) {
    return `tokenizer.json has the id ${largest.id} (${JSON.stringify(largest.token)}), but the word table has ${words} rows`;
  }
  if (maxLength !== undefined && maxLength > positions) {
    return `texts may have ${maxLength} tokens, but the position table has ${positions} rows`;
  }
  if (tokenTypes < 1) return "the table of token types has no rows";
  if (task !== undefined && PAIRS.includes(task) && tokenTypes < 2) {
    return `${task} asks about pairs of texts, but the model has one token type`;
  }
}

/** Why this text cannot be put to a model with these tables: one sentence without its stop; or undefined. */
export function encodingMisfit(
  { ids, typeIds }: Pick<Encoding, "ids" | "typeIds">,
  { words, positions, tokenTypes }: Tables,
): string | undefined {
  if (tokenTypes === 1 && typeIds.some((type) => type > 0)) {
    return "the model has one token type: it cannot be asked about a pair of texts";
  }
  const type = typeIds.find((each) => each >= tokenTypes);
  if (type !== undefined) return `a token has the type ${type}, but the model has ${tokenTypes} token types`;
  const id = ids.find((each) => each >= words);
  if (id !== undefined) return `a token of the text has the id ${id}, but the model's word table has ${words} rows`;
  if (ids.length > positions) return `the text has ${ids.length} tokens, but the model has ${positions} positions`;
}
