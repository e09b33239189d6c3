import { oneOf } from "./choose.ts";
import type { PassageRule } from "./rule.ts";
import { isUsable } from "./sentences.ts";

/**
 * A sentence of a paragraph and the next one or the one after it. Imitates what MNLI and RTE call neutral, and some of what they entail: about
 * the same things, in other words. As BERT's next sentences (Devlin et al., arXiv 1810.04805, section 3.1), without the random ones.
 */
export const neighbours: PassageRule = {
  texts: 2,
  of: "paragraphs",
  make({ sentences }, random) {
    const usable = sentences.map((sentence) => isUsable(sentence));
    const pairs = sentences.flatMap((_, i) => [i + 1, i + 2].filter((j) => usable[i] && usable[j]).map((j) => [i, j]));
    const pair = oneOf(pairs, random);
    return pair === undefined ? null : { text_a: sentences[pair[0]!]!, text_b: sentences[pair[1]!]! };
  },
};
