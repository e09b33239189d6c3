/** Texts of a known length in tokens. */

/** Words that every English vocabulary made from BERT's keeps whole, one token each. */
const WORDS = "the film is good and the story was warm but the plot is slow and a movie was great".split(" ");

/** [CLS] and [SEP]. */
const SPECIAL_TOKENS = 2;

/** A text of `tokens` tokens, special ones included; another for each `seed`, so that nothing can be answered from memory. */
export function textOfTokens(tokens: number, seed: number): string {
  const words = Math.max(1, tokens - SPECIAL_TOKENS);
  return Array.from({ length: words }, (_, i) => WORDS[(i * (1 + (seed % 7)) + seed) % WORDS.length]).join(" ");
}
