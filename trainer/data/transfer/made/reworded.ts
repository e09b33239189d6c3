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
export const rewordedBy = (nearest: () => Promise<NearestWords>): PreparedRule => ({
  texts: 1,
  of: "paragraphs",
  async open() {
    const near = await nearest();
    return ({ sentences }, random) => {
      const sentence = oneOf(
        sentences.filter((sentence) => isUsable(sentence, { least: 3 })),
        random,
      );
      if (sentence === undefined) return null;
      const text_a = sentence.replace(WORDS, (word) => {
        if (random() >= REPLACED) return word;
        const other = oneOf(near(word.toLowerCase()), random);
        return other === undefined ? word : inCaseOf(word, other);
      });
      return text_a === sentence ? null : { text_a };
    };
  },
});

export const reworded = rewordedBy(async () => {
  const { nearestInMiniLm } = await import("./nearest-words.ts"); // recipes are read where no encoder is
  return nearestInMiniLm(NEAREST);
});

const inCaseOf = (word: string, other: string): string =>
  /^\p{Lu}/u.test(word) ? other.replace(/^./u, (letter) => letter.toUpperCase()) : other;
