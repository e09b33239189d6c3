import { changeSome, pick } from "./choose.ts";
import { graphemes } from "./graphemes.ts";
import type { Perturbation } from "./perturbation.ts";
import { isCased, words } from "./words.ts";

const SPACE = "\u200b";
const NON_JOINER = "\u200c";
const JOINER = "\u200d";
const NO_BREAK_SPACE = "\ufeff";

/**
 * An invisible character inside a word: what copying from web pages and evading filters leave behind. Joiners only between
 * cased letters, because they change how Arabic and the scripts of India are written; U+FEFF not in tokens, because
 * ECMAScript counts it as white space.
 */
export const zeroWidth: Perturbation = {
  name: "ZeroWidth",
  title: "Zero-width characters",
  summary: "Every eighth word gets an invisible character inside: U+200B, U+200C, U+200D or U+FEFF.",
  edits(source, random) {
    const all = words(source);
    return changeSome(all, all.length, random, ({ text, start }) => {
      const letters = graphemes(text);
      if (letters.length < 2) return undefined;
      const at = start + letters.slice(0, 1 + random.below(letters.length - 1)).join("").length;
      const characters = [SPACE];
      if (!source.tokens) characters.push(NO_BREAK_SPACE);
      if (isCased(text)) characters.push(NON_JOINER, JOINER);
      return { start: at, end: at, replacement: pick(characters, random) };
    });
  },
};
