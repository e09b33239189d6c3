/** Changes of a sentence, which keep or turn what it says: for pairs that are nearly alike. All are null where there is nothing to change. */
import { oneOf } from "./choose.ts";
import { wordsIn } from "./sentences.ts";

/** Fewer words say too little. */
const LEAST = 4;

const END = /[.!?]["”’')]*$/;
const CAPITAL = /^\p{Ll}/u;

/** A sentence's first letter, large. */
export const capitalised = (text: string): string => text.replace(CAPITAL, (letter) => letter.toUpperCase());

/** Words and what ends the sentence: `He left.` is `["He", "left"]` and `.`. */
export function cutEnd(sentence: string): { words: string[]; end: string } {
  const end = END.exec(sentence)?.[0] ?? "";
  return { words: wordsIn(sentence.slice(0, sentence.length - end.length)), end };
}

/** Without a bracket, without what stands before, between or behind commas, or without up to a fifth of its words. */
export function shortened(sentence: string, random: () => number): string | null {
  const { words, end } = cutEnd(sentence);
  const text = words.join(" ");
  const parts = text.split(", ");
  const without = (part: number) => parts.filter((_, i) => i !== part).join(", ");
  const shorter = [text.replace(/ \([^()]*\)/, ""), ...(parts.length > 1 ? parts.map((_, i) => without(i)) : [])];
  const fitting = shorter.filter((left) => left !== text && wordsIn(left).length >= LEAST);
  const kept = (random() < 0.5 ? oneOf(fitting, random) : undefined) ?? fewer(words, random);
  return kept === null ? null : capitalised(kept + end);
}

function fewer(words: readonly string[], random: () => number): string | null {
  const most = Math.min(Math.ceil(words.length / 5), words.length - LEAST);
  if (most < 1) return null;
  const left = [...words];
  for (let count = 1 + Math.floor(random() * most); count > 0; count--)
    left.splice(Math.floor(random() * left.length), 1);
  return left.join(" ");
}

/** Names inside a sentence, its first word aside, which is large anyway; and numbers. */
const NAMES = /(?<=\S\s["“(]?)\p{Lu}[\p{L}'’-]*(?: \p{Lu}[\p{L}'’-]*)*/gu;
const NUMBERS = /(?<![\p{L}\d.,])\d+(?:[.,]\d+)*(?![\p{L}\d])/gu;

/**
 * Two of its names, or two of its numbers, in each other's place; or one in place of which another of the paragraph stands. The words are the same or
 * nearly so, what they say is not: Zhang et al., arXiv 1904.01130 (PAWS), swap words likewise.
 */
export function entitiesSwapped(sentence: string, paragraph: readonly string[], random: () => number): string | null {
  const kinds = random() < 0.5 ? [NAMES, NUMBERS] : [NUMBERS, NAMES];
  for (const kind of kinds) {
    const own = [...new Set(sentence.match(kind))];
    const others = [...new Set(paragraph.flatMap((other) => other.match(kind) ?? []))].filter(
      (one) => !own.includes(one),
    );
    const first = oneOf(own, random);
    const second = oneOf([...own.filter((one) => one !== first), ...others], random);
    if (first === undefined || second === undefined) continue;
    const other = new Map([
      [first, second],
      [second, first],
    ]);
    return sentence.replace(kind, (entity) => other.get(entity) ?? entity);
  }
  return null;
}

const AUXILIARY = "is|are|was|were|can|could|will|would|should|must|may|might";
const DENIED: [RegExp, string][] = [
  [/\bcan't\b|\bcannot\b/, "can"],
  [/\bwon't\b/, "will"],
  [new RegExp(`\\b(${AUXILIARY}|has|have|had|does|do|did)(?:n['’]t| not)\\b`), "$1"],
];
/** `has` and its like where a participle follows: otherwise they are no auxiliaries. */
const ASSERTED = new RegExp(`\\b(?:${AUXILIARY}|(?:has|have|had)(?= (?:been|\\p{L}+(?:ed|en))\\b))(?= )`, "u");

/** The opposite: a `not` taken out, or one put behind the first auxiliary. */
export function negated(sentence: string): string | null {
  const denied = DENIED.find(([pattern]) => pattern.test(sentence));
  if (denied !== undefined) return sentence.replace(...denied);
  return ASSERTED.test(sentence) ? sentence.replace(ASSERTED, "$& not") : null;
}
