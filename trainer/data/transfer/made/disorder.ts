import { capitalised, cutEnd } from "./changes.ts";
import { firstOf, oneOf } from "./choose.ts";
import type { PassageRule } from "./rule.ts";
import { isUsable } from "./sentences.ts";

/**
 * A sentence of at most 25 words: one time in two as it is, else with two neighbouring words swapped, a word left out or doubled, or with a form
 * that does not agree. Imitates CoLA, whose sentences are acceptable or not (Warstadt et al., arXiv 1805.12471).
 */
export const disorder: PassageRule = {
  texts: 1,
  of: "paragraphs",
  make({ sentences }, random) {
    const short = sentences.filter((sentence) => isUsable(sentence, { least: 4, most: 25 }));
    const sentence = oneOf(short, random);
    if (sentence === undefined) return null;
    if (random() < 0.5) return { text_a: sentence };
    const { words, end } = cutEnd(sentence);
    const at = (last: number) => Math.floor(random() * last);
    const changed = firstOf(
      [
        () => swapped(words, at(words.length - 1)),
        () => words.toSpliced(at(words.length), 1),
        () => doubled(words, at(words.length)),
        () => disagreeing(words, random),
      ],
      random,
    );
    return changed === null ? null : { text_a: capitalised(changed.join(" ") + end) };
  },
};

/** Null where nothing changes, as in `had had`. */
function swapped(words: readonly string[], at: number): string[] | null {
  const [first, second] = words.slice(at, at + 2);
  return first === undefined || second === undefined || first === second ? null : words.toSpliced(at, 2, second, first);
}

function doubled(words: readonly string[], at: number): string[] {
  return words.toSpliced(at, 0, words[at]!);
}

const FORMS = ["is are", "was were", "has have", "does do", "this these", "himself themselves", "itself themselves"];
const OTHER_NUMBER = new Map(
  FORMS.map((pair) => pair.split(" ") as [string, string]).flatMap(([one, many]) => [
    [many, one] as const,
    [one, many] as const,
  ]),
);

/** One of the forms that have a number, in the other one. */
function disagreeing(words: readonly string[], random: () => number): string[] | null {
  const at = oneOf(
    [...words.keys()].filter((i) => OTHER_NUMBER.has(words[i]!)),
    random,
  );
  return at === undefined ? null : words.with(at, OTHER_NUMBER.get(words[at]!)!);
}
