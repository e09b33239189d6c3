import type { Random } from "../statistics/random.ts";
import { changeSome, pick, shuffled } from "./choose.ts";
import { graphemes } from "./graphemes.ts";
import { keepCase } from "./keep-case.ts";
import type { Perturbation } from "./perturbation.ts";
import { isProtected } from "./protected-words.ts";
import { spellableWords, words } from "./words.ts";

/** In words of three letters a slip often makes another word: `bad`, `bed`; `was`, `saw`. */
const SHORTEST = 4;
const ALPHABET = [..."abcdefghijklmnopqrstuvwxyz"];

/** Each gives the word with one slip at letter i, which is neither the first nor the last. */
const SLIPS: ((letters: readonly string[], i: number, random: Random) => string[])[] = [
  (letters, i) => letters.with(i, letters[i + 1]).with(i + 1, letters[i]),
  (letters, i) => letters.toSpliced(i, 1),
  (letters, i) => letters.toSpliced(i, 0, letters[i]),
  (letters, i, random) => letters.with(i, keepCase(letters[i], pick(ALPHABET, random))),
];

function mistyped(word: string, random: Random): string | undefined {
  const letters = graphemes(word);
  if (letters.length < SHORTEST) return undefined;
  const i = 1 + random.below(letters.length - 2);
  for (const slip of shuffled(SLIPS, random)) {
    const typed = slip(letters, i, random).join("");
    if (typed !== word && !isProtected(typed)) return typed;
  }
  return undefined;
}

/** Swaps, drops, doubles or replaces one letter of a word. The first stays: it is rarely mistyped and leads the reader. */
export const charTypos: Perturbation = {
  name: "CharTypos",
  title: "Character typos",
  summary: "One letter of every eighth word is swapped with the next, dropped, doubled or replaced.",
  edits: (source, random) =>
    changeSome(spellableWords(source, SHORTEST), words(source).length, random, ({ text, start, end }) => {
      const replacement = mistyped(text, random);
      return replacement === undefined ? undefined : { start, end, replacement };
    }),
};
