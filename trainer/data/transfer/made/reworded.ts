import { oneOf } from "./choose.ts";
import type { NearestWords } from "./nearest-words.ts";
import type { PreparedRule } from "./rule.ts";
import { isUsable } from "./sentences.ts";

/** TinyBERT's: how likely a word is replaced, and by one of how many. */
const REPLACED = 0.4;
const NEAREST = 15;

/** With what belongs to a word: `didn't` and `well-known` are none of the table's, and stay. */
const WORDS = /\p{L}[\p{L}\d'’-]*/gu;

/**
 * A sentence with each word replaced, in two cases of five, by one of the 15 nearest to it in MiniLM's word table: another form of it, or a word that stands in such places.
 * The augmentation of TinyBERT (Jiao et al., 2020, arXiv 1909.10351, Algorithm 1), whose candidates are those of BERT's masked language model, and GloVe's for words of several pieces. Neither
 * is at hand here. A fine-tuned model says what the new sentence is.
 */
export const rewordedBy = (nearest: () => Promise<NearestWords>): PreparedRule =>
  changedBy(nearest, (sentence, near, random) =>
    sentence.replace(WORDS, (word) => (random() < REPLACED ? (otherThan(word, near, random) ?? word) : word)),
  );

/**
 * A sentence with one word replaced in that way. With two of five replaced a fine-tuned MPNet finds a fifth of CoLA's sentences acceptable (docs/training.md); a pair that
 * differs by a word says more of where the border runs.
 */
export const rewordedOnceBy = (nearest: () => Promise<NearestWords>): PreparedRule =>
  changedBy(nearest, (sentence, near, random) => {
    const words = [...sentence.matchAll(WORDS)].filter(([word]) => near(word.toLowerCase()).length > 0);
    const chosen = oneOf(words, random);
    if (chosen === undefined) return sentence;
    const [word] = chosen;
    const after = sentence.slice(chosen.index + word.length);
    return sentence.slice(0, chosen.index) + otherThan(word, near, random) + after;
  });

const nearestHere = async () => {
  const { nearestInMiniLm } = await import("./nearest-words.ts"); // recipes are read where no encoder is
  return nearestInMiniLm(NEAREST);
};

export const reworded = rewordedBy(nearestHere);
export const rewordedOnce = rewordedOnceBy(nearestHere);

/** Of a sentence of three words or more; none where nothing changes. */
function changedBy(
  nearest: () => Promise<NearestWords>,
  change: (sentence: string, near: NearestWords, random: () => number) => string,
): PreparedRule {
  return {
    texts: 1,
    of: "paragraphs",
    async open() {
      const near = await nearest();
      return ({ sentences }, random) => {
        const usable = sentences.filter((sentence) => isUsable(sentence, { least: 3 }));
        const sentence = oneOf(usable, random);
        if (sentence === undefined) return null;
        const text_a = change(sentence, near, random);
        return text_a === sentence ? null : { text_a };
      };
    },
  };
}

/** One of a word's nearest, in its case. */
function otherThan(word: string, near: NearestWords, random: () => number): string | undefined {
  const other = oneOf(near(word.toLowerCase()), random);
  return other !== undefined && /^\p{Lu}/u.test(word) ? other.replace(/^./u, (letter) => letter.toUpperCase()) : other;
}
