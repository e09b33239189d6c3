/** Texts of a known length in tokens. */
import type { Task } from "../../r2-assets/format/names.ts";

/** Words that every English vocabulary made from BERT's keeps whole, one token each. */
const WORDS = "the film is good and the story was warm but the plot is slow and a movie was great".split(" ");

/** [CLS] and [SEP]. */
const SPECIAL_TOKENS = 2;

/** A text of `tokens` tokens, special ones included; another for each `seed`, so that nothing can be answered from memory. */
export function textOfTokens(tokens: number, seed: number): string {
  const words = Math.max(1, tokens - SPECIAL_TOKENS);
  return Array.from({ length: words }, (_, i) => WORDS[(i * (1 + (seed % 7)) + seed) % WORDS.length]).join(" ");
}

const QUESTION = "which film";
/** Its words and the [SEP] between it and the context. */
const QUESTION_TOKENS = 3;

/** What a model of this task is asked: `tokens` tokens in all, special ones included, of a question at least 6. */
export const inputOfTokens = (task: Task, tokens: number, seed: number) =>
  task === "question-answering"
    ? { question: QUESTION, context: textOfTokens(tokens - QUESTION_TOKENS, seed) }
    : textOfTokens(tokens, seed);
