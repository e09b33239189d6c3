import { changeSome, pick } from "./choose.ts";
import type { Edit } from "./edit.ts";
import type { Perturbation } from "./perturbation.ts";

const SINGLE_SPACE = /(?<=\S) (?=\S)/gu;
const GAPS = ["  ", "   ", "\t", "\u00a0"];
const EDGES = [" ", "  ", "\t", "\u00a0"];

/** Other white space in some of the gaps between words, and sometimes before or behind the text. */
export const whitespace: Perturbation = {
  name: "Whitespace",
  title: "White space",
  summary: "Every eighth space is doubled, tripled or becomes a tab or a no-break space; edges get some, too.",
  keepsTokens: false,
  edits(source, random) {
    const { text, free } = source;
    if (text.trim() === "") return [];
    const gaps = Array.from(text.matchAll(SINGLE_SPACE), ({ index }) => index).filter((at) => free(at, at + 1));
    const edits: Edit[] = changeSome(gaps, gaps.length + 1, random, (at) => ({
      start: at,
      end: at + 1,
      replacement: pick(GAPS, random),
    }));
    for (const edge of [0, text.length])
      if (free(edge, edge) && (gaps.length === 0 || random.below(4) === 0))
        edits.push({ start: edge, end: edge, replacement: pick(EDGES, random) });
    return edits;
  },
};
