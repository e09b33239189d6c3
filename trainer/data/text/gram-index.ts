import { wordsOf } from "./words-of.ts";

/** Words that two texts must have in common, one after the other, to overlap: Brown et al. 2020 (arXiv 2005.14165), appendix C. */
export const GRAM = 13;

/** A text that a model will be judged by. */
export interface EvaluationText {
  suite: string;
  text: string;
}

/** Ends a text in the index; in a text that is looked up, a word that the index does not know. No gram holds it. */
const END = 0;

/**
 * An index of all runs of 13 words in these texts. The function returned names the suite (the first in the given order)
 * that shares one with a text, or is undefined. Exact: the table holds places of grams, and words are compared, not hashes.
 * A text of fewer words shares none. Memory: 4 bytes a word, and 8 to 16 for the table.
 */
export function gramIndex(texts: Iterable<EvaluationText>): (text: string) => string | undefined {
  const vocabulary = new Map<string, number>();
  const numbers: number[] = [];
  const suites: { from: number; suite: string }[] = [];
  for (const { suite, text } of texts) {
    const split = wordsOf(text);
    if (split.length < GRAM) continue;
    if (suites.at(-1)?.suite !== suite) suites.push({ from: numbers.length, suite });
    for (const word of split) {
      if (!vocabulary.has(word)) vocabulary.set(word, vocabulary.size + 1);
      numbers.push(vocabulary.get(word)!);
    }
    numbers.push(END);
  }
  const words = Uint32Array.from(numbers);

  // Open addressing, at most half full: a slot holds 1 + the place of a gram's first word, or 0.
  const table = new Uint32Array(2 ** Math.ceil(Math.log2(2 * words.length + 2)));
  const slotOf = (of: ArrayLike<number>, at: number) => {
    let slot = hash(of, at) & (table.length - 1);
    while (table[slot] !== 0 && !sameGram(words, table[slot] - 1, of, at)) slot = (slot + 1) & (table.length - 1);
    return slot;
  };
  for (const at of gramsOf(words)) {
    const slot = slotOf(words, at);
    if (table[slot] === 0) table[slot] = at + 1;
  }

  return (text) => {
    const looked = wordsOf(text).map((word) => vocabulary.get(word) ?? END);
    for (const at of gramsOf(looked)) {
      const place = table[slotOf(looked, at)] - 1;
      if (place >= 0) return suites.findLast(({ from }) => from <= place)!.suite;
    }
    return undefined;
  };
}

/** Where each gram begins. */
function* gramsOf(words: ArrayLike<number>): Generator<number> {
  for (let i = 0, run = 0; i < words.length; i++) {
    run = words[i] === END ? 0 : run + 1;
    if (run >= GRAM) yield i - GRAM + 1;
  }
}

function sameGram(a: ArrayLike<number>, atA: number, b: ArrayLike<number>, atB: number): boolean {
  for (let i = 0; i < GRAM; i++) if (a[atA + i] !== b[atB + i]) return false;
  return true;
}

function hash(words: ArrayLike<number>, at: number): number {
  let h = 0;
  for (let i = at; i < at + GRAM; i++) {
    h = Math.imul(h ^ words[i], 0x9e3779b1);
    h ^= h >>> 15;
  }
  return h;
}
