import { changeSome, pick } from "./choose.ts";
import { BOLD, CYRILLIC, FULL_WIDTH, GREEK, MONOSPACE, SANS_BOLD } from "./look-alikes.ts";
import type { Perturbation } from "./perturbation.ts";
import { words } from "./words.ts";

/** Letters of another script are slipped in here and there; a style is put on a whole word. */
const SCRIPTS = [CYRILLIC, GREEK];
const STYLES = [FULL_WIDTH, BOLD, SANS_BOLD, MONOSPACE];

/** Letters that look alike to a reader and are others to a model: Cyrillic, Greek, full-width, bold, monospaced. */
export const homoglyphs: Perturbation = {
  name: "Homoglyphs",
  title: "Look-alike characters",
  summary: "Every eighth word gets Cyrillic or Greek look-alikes, or is written in full-width or styled letters.",
  edits(source, random) {
    const all = words(source);
    const latin = all.filter(({ text }) => /^[A-Za-z]{2,}$/.test(text));
    return changeSome(latin, all.length, random, ({ text, start, end }) => {
      if (random.below(2) === 0) {
        const style = pick(STYLES, random);
        return { start, end, replacement: Array.from(text, (letter) => style.get(letter)!).join("") };
      }
      const script = pick(SCRIPTS, random);
      const places = Array.from(text, (_, i) => i).filter((i) => script.has(text[i]));
      if (places.length === 0) return undefined;
      const sure = pick(places, random);
      const chosen = new Set(places.filter((i) => i === sure || random.below(2) === 0));
      return { start, end, replacement: Array.from(text, (c, i) => (chosen.has(i) ? script.get(c)! : c)).join("") };
    });
  },
};
