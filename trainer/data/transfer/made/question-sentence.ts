import { oneOf } from "./choose.ts";
import type { PassageRule } from "./rule.ts";
import { isUsable, wordsIn } from "./sentences.ts";

/**
 * A question and, one time in two, the sentence that holds its answer; else another of the paragraph, one that shares a word with the question where there is one.
 * Imitates QNLI, whose pairs were made of SQuAD likewise, those with few words in common left out (Wang et al., arXiv 1804.07461, section 3.3).
 */
export const questionSentence: PassageRule = {
  texts: 2,
  of: "questions",
  make({ sentences, question, answeredIn }, random) {
    if (question === undefined || question.trim() === "") return null;
    const usable = [...sentences.keys()].filter((i) => isUsable(sentences[i]!, { most: 80 }));
    const others = usable.filter((i) => i !== answeredIn);
    const asked = contentOf(question);
    const near = others.filter((i) => [...contentOf(sentences[i]!)].some((word) => asked.has(word)));
    const answering = usable.filter((i) => i === answeredIn);
    const other = near.length > 0 ? near : others;
    const chosen = oneOf(random() < 0.5 && answering.length > 0 ? answering : other, random);
    return chosen === undefined ? null : { text_a: question.trim(), text_b: sentences[chosen]! };
  },
};

/** Words of four letters and more, in small letters: articles and the like say nothing of what is asked. */
const contentOf = (text: string): Set<string> =>
  new Set(wordsIn(text.toLowerCase().replace(/[^\p{L}\p{N}\s]/gu, "")).filter(({ length }) => length >= 4));
