import { type EvaluationText, gramIndex } from "../text/gram-index.ts";
import { wordsOf } from "../text/words-of.ts";

/** The suite (the first in the given order) that has a text; undefined where none has. */
export type KnownTexts = (text: string) => string | undefined;

/**
 * Whether a model is judged by a text: one with the same words, or one with 13 of them in a row. Case, punctuation and spaces
 * don't count.
 */
export function knownTexts(texts: Iterable<EvaluationText>): KnownTexts {
  const whole = new Map<string, string>();
  const kept: EvaluationText[] = [];
  for (const known of texts) {
    const words = wordsOf(known.text).join(" ");
    if (words !== "" && !whole.has(words)) whole.set(words, known.suite);
    kept.push(known);
  }
  const sharesGram = gramIndex(kept);
  return (text) => whole.get(wordsOf(text).join(" ")) ?? sharesGram(text);
}
