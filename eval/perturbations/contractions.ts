import { isInverted, NEGATED, SHORTENED, shortBefore } from "./contraction-forms.ts";
import type { Edit } from "./edit.ts";
import { keepCase } from "./keep-case.ts";
import type { Perturbation } from "./perturbation.ts";
import type { Source } from "./source.ts";

const verbs = [...NEGATED.keys()].join("|");
const stems = [...NEGATED.values()].join("|");
const rule = (pattern: string) => new RegExp(String.raw`(?<![\p{L}\p{N}_'’])${pattern}(?![\p{L}\p{N}_'’])`, "giu");

const FULL_NEGATION = rule(`(${verbs}) (not)`);
const CANNOT = rule("(can)(not)");
const SHORT_NEGATION = rule(`(${stems})( ?)(n['’]t)`);
const VERB_OF_STEM = new Map(Array.from(NEGATED, ([verb, stem]) => [stem, verb]));

/** The word behind an offset, if only a space is between. */
const wordAfter = (text: string, at: number): string =>
  /^ ([\p{L}]+)/u.exec(text.slice(at, at + 30))?.[1]?.toLowerCase() ?? "";

/** How this text writes short forms: `do n't` or `don't`, with which apostrophe. */
function style({ text, spaced }: Source): { gap: string; apostrophe: string } {
  const apostrophe = text.includes("’") && !text.includes("'") ? "’" : "'";
  const joined = /\p{L}(?:n['’]t|['’](?:re|ve|ll|m|s))(?!\p{L})/iu.test(text);
  const apart = /(?:^| )(?:n['’]t|['’](?:re|ve|ll|m|s))(?!\p{L})/iu.test(text);
  return { gap: apart || (spaced && !joined) ? " " : "", apostrophe };
}

function negations(source: Source): Edit[] {
  const { text } = source;
  const { gap, apostrophe } = style(source);
  const edits: Edit[] = [];
  for (const pattern of [FULL_NEGATION, CANNOT])
    for (const { index: start, 0: whole, 1: verb = "", 2: not = "" } of text.matchAll(pattern)) {
      const end = start + whole.length;
      if (wordAfter(text, end) === "only") continue; // "can not only run but fly" is no negation
      const stem = keepCase(verb, NEGATED.get(verb.toLowerCase())!);
      const short = `n${apostrophe}t`;
      edits.push({ start, end, replacement: stem + gap + (not === "NOT" ? short.toUpperCase() : short) });
    }
  for (const { index: start, 0: whole, 1: stem = "", 2: between, 3: short } of text.matchAll(SHORT_NEGATION)) {
    const end = start + whole.length;
    const verb = VERB_OF_STEM.get(stem.toLowerCase())!;
    if (isInverted(verb, text.slice(Math.max(0, start - 8), start), wordAfter(text, end))) continue;
    const not = short === short?.toUpperCase() ? "NOT" : "not";
    const apart = verb === "can" && between === "" ? "" : " "; // cannot; but two tokens stay two
    edits.push({ start, end, replacement: keepCase(stem, verb) + apart + not });
  }
  return edits;
}

const SUBJECTS = SHORTENED.map((form) => ({
  ...form,
  full: rule(`(${form.subjects})( )(${form.verb})`),
  contracted: rule(`(${form.subjects}) ?(['’]${form.short})`),
}));

function subjects(source: Source): Edit[] {
  const { text } = source;
  const { gap, apostrophe } = style(source);
  const edits: Edit[] = [];
  for (const { verb, short, full, contracted } of SUBJECTS) {
    for (const { index, 0: whole, 1: subject = "", 3: written = "" } of text.matchAll(full)) {
      const end = index + whole.length;
      const next = wordAfter(text, end);
      if (next === "not" && NEGATED.has(verb)) continue; // is not -> isn't, above
      if (!shortBefore(verb, next)) continue;
      const ending = written === verb.toUpperCase() ? short.toUpperCase() : short;
      edits.push({ start: index, end, replacement: subject + gap + apostrophe + ending });
    }
    for (const { index, 0: whole, 1: subject = "", 2: written = "" } of text.matchAll(contracted)) {
      const end = index + whole.length;
      // 's may be "has" or a genitive; it is surely "is" only before some words.
      if (verb === "is" && !shortBefore(verb, wordAfter(text, end))) continue;
      const shouted = written === written.toUpperCase();
      edits.push({ start: index, end, replacement: `${subject} ${shouted ? verb.toUpperCase() : verb}` });
    }
  }
  return edits;
}

/**
 * Writes short forms out and long ones short, all that the text has (most have none). What is negated stays so: `not` and
 * `n't` only change places. Nothing is random here.
 */
export const contractions: Perturbation = {
  name: "Contractions",
  title: "Contractions",
  summary: "Contractions are written out and full forms contracted, as in don't and do not (English).",
  edits: (source) => [...negations(source), ...subjects(source)].filter(({ start, end }) => source.free(start, end)),
};
