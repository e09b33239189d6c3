import { changeSome, pick } from "./choose.ts";
import { keepCase } from "./keep-case.ts";
import { MISSPELLINGS } from "./misspellings-table.ts";
import type { Perturbation } from "./perturbation.ts";
import { spellableWords, words } from "./words.ts";

/** Words as people often misspell them. Only words of the table: most texts have one or two. */
export const misspellings: Perturbation = {
  name: "Misspellings",
  title: "Common misspellings",
  summary: "Up to every eighth word is misspelt as people commonly do (English).",
  edits: (source, random) =>
    changeSome(spellableWords(source, 3), words(source).length, random, ({ text, start, end }) => {
      const wrong = MISSPELLINGS.get(text.toLowerCase());
      return wrong && { start, end, replacement: keepCase(text, pick(wrong, random)) };
    }),
};
