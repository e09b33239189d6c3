import { isProtected } from "./protected-words.ts";
import type { Source } from "./source.ts";

export interface Word {
  text: string;
  start: number;
  end: number;
}

/**
 * Runs of letters. Not beside digits or `_` (`mp3`, `x_1`: codes) nor invisible characters (they may join letters).
 */
const WORD = /(?<![\p{L}\p{M}\p{N}\p{Cf}_])\p{L}[\p{L}\p{M}]*(?![\p{L}\p{M}\p{N}\p{Cf}_])/gu;

/** The words that may be changed, in order. */
export function words(source: Source): Word[] {
  const found: Word[] = [];
  for (const { index: start, 0: text } of source.text.matchAll(WORD)) {
    const end = start + text.length;
    if (source.free(start, end)) found.push({ text, start, end });
  }
  return found;
}

/** Has each letter a capital form? Where there is none (Chinese, Arabic, Hindi …) a changed letter is another word. */
export const isCased = (word: string): boolean => /^(?:[\p{Lu}\p{Ll}\p{Lt}]\p{M}*)+$/u.test(word);

/** `don` of `don't`, `do` of `do n't`: what happens to it happens to the negation. */
const NEGATED = /^(?:['’]t| n['’]t)(?!\p{L})/iu;
const SENTENCE_START = /(?:^|[.!?…:]["”')\]]*\s|\n)[\s"“'([]*$/u;

/**
 * The words in which a spelling error is only that: of cased letters, at least `letters` of them, no negation
 * (protected-words.ts), and no name. A capital inside a sentence is taken for a name's: with another letter it would be
 * another name, and question and context would no longer speak of the same thing.
 */
export function spellableWords(source: Source, letters: number): Word[] {
  const shouting = !/\p{Ll}/u.test(source.text);
  const isName = ({ text, start }: Word) =>
    !shouting &&
    /^\p{Lu}/u.test(text) &&
    (/^\p{Lu}{2}/u.test(text) || !SENTENCE_START.test(source.text.slice(Math.max(0, start - 8), start)));
  return words(source).filter(
    (word) =>
      word.text.length >= letters &&
      isCased(word.text) &&
      !isProtected(word.text) &&
      !NEGATED.test(source.text.slice(word.end, word.end + 5)) &&
      !isName(word),
  );
}
