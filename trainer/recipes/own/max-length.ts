import type { Reasoned } from "./by-size.ts";
import type { TaskFacts } from "./task-facts.ts";

/** MiniLM has so many positions. */
const POSITIONS = 512;
const USUAL = 128;
/** Beyond it a step costs more than the few texts that are longer are worth. */
const LONG = 256;
/** BERT's for SQuAD. */
const WINDOW = 384;

const upTo = (tokens: number, multiple: number) => Math.ceil(tokens / multiple) * multiple;

/**
 * Tokens that are read of a text. Padding goes to the longest text of a batch and no further, so that short texts cost nothing by a
 * large limit.
 */
export function maxLengthOf({ task, tokens: { p99, max } }: TaskFacts): Reasoned<number> {
  if (task === "question-answering")
    return { value: WINDOW, why: "BERT's for SQuAD; longer contexts are read in windows" };
  if (max <= USUAL) return { value: USUAL, why: `the longest row has ${max} tokens; a larger limit costs nothing` };
  if (task === "token-classification") {
    const value = Math.min(POSITIONS, upTo(max, 32));
    return { value, why: `the longest row has ${max} tokens, and what is cut off gets no tag` };
  }
  const value = Math.max(USUAL, Math.min(LONG, upTo(p99, 32)));
  if (p99 <= value) return { value, why: `99 of 100 rows have ${p99} tokens or fewer; the longest has ${max}` };
  return {
    value,
    why: `longer texts are cut, as a step costs more with every token: one row in a hundred has over ${p99}`,
  };
}

/** Tokens of a batch that are read at a time; undefined where all are. */
export const microTokensOf = (maxLength: number): Reasoned<number> | undefined =>
  maxLength <= USUAL
    ? undefined
    : {
        value: 3_072,
        why: "8 windows of 384 tokens, as in squad/teacher.json: twice as many need more than 12 GB in a step",
      };
