import type { Random } from "../statistics/random.ts";
import { pick, shuffled } from "./choose.ts";
import type { Edit } from "./edit.ts";
import type { Perturbation } from "./perturbation.ts";
import type { Source } from "./source.ts";

const MARKS = /[.,;:!?…"“”()[\]]+/gu;
const LETTER_OR_DIGIT = /[\p{L}\p{M}\p{N}]/u;
const WRAPPINGS = [
  ['"', '"'],
  ["(", ")"],
  ["-", ""],
  ["", "..."],
] as const;
/** What may stand at the end for what stands there. A question stays one, and no statement becomes one. */
const ENDINGS: Readonly<Record<string, readonly string[]>> = {
  ".": ["", "!", "..."],
  "!": [".", "!!"],
  "?": ["", "??"],
  "": [".", "!", "..."],
};

/** All marks at the edges of words; not those inside, as in `3.5`, `a.m` or `it's`. */
function removed({ text, spaced, free }: Source): Edit[] {
  return Array.from(text.matchAll(MARKS), ({ index, 0: marks }) => [index, index + marks.length] as const)
    .filter(([start, end]) => !(LETTER_OR_DIGIT.test(text[start - 1] ?? "") && LETTER_OR_DIGIT.test(text[end] ?? "")))
    .map(([start, end]): Edit => {
      // A mark that stands alone goes with one of the spaces around it.
      const alone = spaced && (text[start - 1] ?? " ") === " " && (text[end] ?? " ") === " ";
      const before = alone && start > 0 ? 1 : 0;
      const behind = alone && start === 0 && end < text.length ? 1 : 0;
      return { start: start - before, end: end + behind, replacement: "" };
    })
    .filter(({ start, end }) => free(start, end));
}

/** Quotes or brackets around the whole, a dash before it, dots behind it. */
function wrapped({ text, spaced, free }: Source, random: Random): Edit[] {
  const [open, close] = pick(WRAPPINGS, random);
  const start = text.length - text.trimStart().length;
  const end = text.trimEnd().length;
  const edits: Edit[] = [];
  if (open) edits.push({ start, end: start, replacement: spaced || open === "-" ? `${open} ` : open });
  if (close) edits.push({ start: end, end, replacement: spaced ? ` ${close}` : close });
  return edits.every((edit) => free(edit.start, edit.end)) ? edits : [];
}

/** Another mark at the end, or none. */
function ended({ text, spaced, free }: Source, random: Random): Edit[] {
  const { index, groups } = /(?<gap> ?)(?<mark>[.!?…]*)\s*$/u.exec(text)!;
  const { gap = "", mark = "" } = groups!;
  const endings = ENDINGS[mark];
  if (endings === undefined) return [];
  const ending = pick(endings, random);
  const end = index + gap.length + mark.length;
  const edit =
    mark === ""
      ? { start: index, end: index, replacement: spaced ? ` ${ending}` : ending }
      : { start: index, end, replacement: ending && gap + ending };
  return free(edit.start, edit.end) ? [edit] : [];
}

/** Marks added, taken away, or another one at the end. */
export const punctuation: Perturbation = {
  name: "Punctuation",
  title: "Punctuation",
  summary: "Punctuation is removed, put around the text, or another mark ends it.",
  edits(source, random) {
    if (!LETTER_OR_DIGIT.test(source.text)) return [];
    for (const variant of shuffled([removed, wrapped, ended], random)) {
      const edits = variant(source, random);
      if (edits.length > 0) return edits;
    }
    return [];
  },
};
