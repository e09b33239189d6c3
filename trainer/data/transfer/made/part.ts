import { entitiesSwapped, negated, shortened } from "./changes.ts";
import { firstOf, oneOf } from "./choose.ts";
import type { PassageRule } from "./rule.ts";
import { isUsable } from "./sentences.ts";

/**
 * One to three sentences of a paragraph that follow one another, and a copy of one of them: shortened, two entities swapped, a negation put in or taken out, or,
 * beside others and seldom, as it is. Imitates pairs that share most of their words: what RTE and MNLI entail (a shorter copy), what they don't (a
 * swap, a negation), and, of one sentence, the near pairs of MRPC and STS-B.
 */
export const part: PassageRule = {
  texts: 2,
  of: "paragraphs",
  make({ sentences }, random) {
    const wanted = 1 + Math.floor(random() * 3);
    const runs = sentences.flatMap((_, i) => {
      const run = sentences.slice(i, i + wanted);
      return run.length === wanted && run.every((sentence) => isUsable(sentence)) ? [run] : [];
    });
    const run = oneOf(runs, random);
    const copied = run && oneOf(run, random);
    if (run === undefined || copied === undefined) return null;
    const changes = [
      () => shortened(copied, random),
      () => entitiesSwapped(copied, sentences, random),
      () => negated(copied),
      () => (run.length > 1 && random() < 0.5 ? copied : null), // seldom: little is learnt from it
    ];
    const changed = firstOf(changes, random);
    return changed === null ? null : { text_a: run.join(" "), text_b: changed };
  },
};
