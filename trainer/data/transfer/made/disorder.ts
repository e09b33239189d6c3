import { capitalised, cutEnd } from "./changes.ts";
import { firstOf, oneOf } from "./choose.ts";
import type { PassageRule } from "./rule.ts";
import { isUsable } from "./sentences.ts";

/** CoLA's sentences have 8 words on average, and 19 of 20 have fewer than this. */
const MOST = 16;

/**
 * A sentence of at most 16 words: one time in two as it is, else with a word moved, left out, doubled, put in place of another, or in a form that does
 * not agree. Imitates CoLA, whose sentences are acceptable or not, and whose authors train encoders to tell real sentences from fake ones first
 * (Warstadt, Singh and Bowman, 2019, arXiv 1805.12471). A changed sentence may by chance be acceptable.
 */
export const disorder: PassageRule = {
  texts: 1,
  of: "paragraphs",
  labels: ["unacceptable", "acceptable"],
  make({ sentences }, random) {
    const short = sentences.filter((sentence) => isUsable(sentence, { least: 4, most: MOST }));
    const sentence = oneOf(short, random);
    if (sentence === undefined) return null;
    if (random() < 0.5) return { text_a: sentence, label: "acceptable" };
    const { words, end } = cutEnd(sentence);
    const at = () => Math.floor(random() * words.length);
    const changed = firstOf(
      [
        () => swapped(words, Math.floor(random() * (words.length - 1))),
        () => moved(words, at(), at()),
        () => words.toSpliced(at(), 1),
        () => doubled(words, at()),
        () => replaced(words, at(), at()),
        () => disagreeing(words, random),
        () => inflected(words, random),
      ],
      random,
    );
    return changed === null ? null : { text_a: capitalised(changed.join(" ") + end), label: "unacceptable" };
  },
};

/** Null where nothing changes, as in `had had`. */
function swapped(words: readonly string[], at: number): string[] | null {
  const [first, second] = words.slice(at, at + 2);
  return first === undefined || second === undefined || first === second ? null : words.toSpliced(at, 2, second, first);
}

/** One word somewhere else; null where it stays. */
function moved(words: readonly string[], from: number, to: number): string[] | null {
  const others = words.toSpliced(from, 1).toSpliced(to, 0, words[from]!);
  return others.join(" ") === words.join(" ") ? null : others;
}

function doubled(words: readonly string[], at: number): string[] {
  return words.toSpliced(at, 0, words[at]!);
}

/** Another of its words in a word's place; null where they are the same. */
function replaced(words: readonly string[], at: number, by: number): string[] | null {
  return words[at] === words[by] ? null : words.with(at, words[by]!);
}

const FORMS = [
  "is are",
  "was were",
  "has have",
  "does do",
  "this these",
  "that those",
  "a many",
  "himself themselves",
  "itself themselves",
  "he him",
  "they them",
  "who which",
];
const OTHER_FORM = new Map(
  FORMS.map((pair) => pair.split(" ") as [string, string]).flatMap(([one, other]) => [
    [other, one] as const,
    [one, other] as const,
  ]),
);

/** One of the forms that have a number or a case, in the other one. */
function disagreeing(words: readonly string[], random: () => number): string[] | null {
  const at = oneOf(
    [...words.keys()].filter((i) => OTHER_FORM.has(words[i]!)),
    random,
  );
  return at === undefined ? null : words.with(at, OTHER_FORM.get(words[at]!)!);
}

/** Endings of verbs and of plurals, and what stands in their place. Names, which are large, and short words have none. */
const ENDINGS: [RegExp, string][] = [
  [/^(\p{Ll}{3,})ing$/u, "$1ed"],
  [/^(\p{Ll}{3,})ed$/u, "$1ing"],
  [/^(\p{Ll}{3,}[^s\P{Ll}])s$/u, "$1"],
];

/** One of its words with another ending: `walks` is `walk`, `walked` is `walking`. */
function inflected(words: readonly string[], random: () => number): string[] | null {
  const other = (word: string) =>
    ENDINGS.reduce((found, [ending, by]) => (found === word ? word.replace(ending, by) : found), word);
  const at = oneOf(
    [...words.keys()].filter((i) => other(words[i]!) !== words[i]),
    random,
  );
  return at === undefined ? null : words.with(at, other(words[at]!));
}
