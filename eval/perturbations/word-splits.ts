import { changeSome, pick } from "./choose.ts";
import { graphemeStarts } from "./graphemes.ts";
import type { Perturbation } from "./perturbation.ts";
import { isProtected } from "./protected-words.ts";
import { spellableWords, words } from "./words.ts";

/** So that both parts have two letters and there is a choice of places. */
const SHORTEST = 5;

/** A space inside a word. Not where it would part a negation from it: `not able`, `un kind`, `worth less`. */
export const wordSplits: Perturbation = {
  name: "WordSplits",
  title: "Split words",
  summary: "Every eighth word is split in two by a space.",
  edits: (source, random) =>
    changeSome(spellableWords(source, SHORTEST), words(source).length, random, ({ text, start }) => {
      const places = graphemeStarts(text)
        .slice(2, -1)
        .filter((at) => !isProtected(text.slice(0, at)) && !isProtected(text.slice(at)));
      if (places.length === 0) return undefined;
      const at = start + pick(places, random);
      return { start: at, end: at, replacement: " " };
    }),
};
