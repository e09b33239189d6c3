import { changeSome, pick } from "./choose.ts";
import { graphemes } from "./graphemes.ts";
import { keepCase } from "./keep-case.ts";
import type { Perturbation } from "./perturbation.ts";
import { isProtected } from "./protected-words.ts";
import { spellableWords, words } from "./words.ts";

/** As with character typos: shorter words too easily become others. */
const SHORTEST = 4;

/** The keys that touch a key on a QWERTY keyboard. */
export const NEIGHBOURS: Readonly<Record<string, string>> = {
  ...{ q: "wa", w: "qeas", e: "wrsd", r: "etdf", t: "ryfg", y: "tugh", u: "yihj", i: "uojk", o: "ipkl", p: "ol" },
  ...{ a: "qwsz", s: "awedxz", d: "serfcx", f: "drtgvc", g: "ftyhbv", h: "gyujnb", j: "huikmn", k: "jiolm", l: "kop" },
  ...{ z: "asx", x: "zsdc", c: "xdfv", v: "cfgb", b: "vghn", n: "bhjm", m: "njk" },
};

/** One letter, not the first, becomes that of a key beside it. */
export const keyboardTypos: Perturbation = {
  name: "KeyboardTypos",
  title: "Keyboard typos",
  summary: "One letter of every eighth word becomes that of a neighbouring key (QWERTY).",
  edits: (source, random) =>
    changeSome(spellableWords(source, SHORTEST), words(source).length, random, ({ text, start, end }) => {
      const letters = graphemes(text);
      const places = letters.flatMap((letter, i) => (i > 0 && NEIGHBOURS[letter.toLowerCase()] ? [i] : []));
      if (places.length === 0) return undefined;
      const at = pick(places, random);
      const meant = letters[at];
      const typed = keepCase(meant, pick([...NEIGHBOURS[meant.toLowerCase()]], random));
      const replacement = letters.with(at, typed).join("");
      return isProtected(replacement) ? undefined : { start, end, replacement };
    }),
};
