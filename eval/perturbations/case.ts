import type { Random } from "../statistics/random.ts";
import { shuffled } from "./choose.ts";
import type { Edit } from "./edit.ts";
import type { Perturbation } from "./perturbation.ts";
import type { Source } from "./source.ts";
import { words } from "./words.ts";

/** `clipped`: what stands behind an apostrophe, which gets no capital of its own. */
type Variant = (word: string, random: Random, clipped: boolean) => string;

const VARIANTS: Variant[] = [
  (word) => word.toUpperCase(),
  (word) => word.toLowerCase(),
  (word, _, clipped) => (clipped ? word : word.charAt(0).toUpperCase() + word.slice(1).toLowerCase()),
  (word, random) =>
    Array.from(word, (letter) => (random.below(2) ? letter.toUpperCase() : letter.toLowerCase())).join(""),
];

/** Only where lower-casing gives back the same letters: not `ß` -> `SS`. */
const edited = (source: Source, variant: Variant, random: Random): Edit[] =>
  words(source).flatMap(({ text, start, end }) => {
    const replacement = variant(text, random, /['’]/.test(source.text[start - 1] ?? "") && text.length <= 2);
    const reversible = replacement.length === text.length && replacement.toLowerCase() === text.toLowerCase();
    return reversible && replacement !== text ? [{ start, end, replacement }] : [];
  });

/** The whole text in another case, since that is how it happens: a caps-lock key, a headline, a chat without capitals. */
export const changedCase: Perturbation = {
  name: "Case",
  title: "Case",
  summary: "The whole text in capitals, in small letters, with capitals first, or in randomly mixed case.",
  edits(source, random) {
    for (const variant of shuffled(VARIANTS, random)) {
      const edits = edited(source, variant, random);
      if (edits.length > 0) return edits;
    }
    return [];
  },
};
