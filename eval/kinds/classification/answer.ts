import { labelLogits, slotLogits } from "../../../r2-assets/format/logits.ts";
import type { Answerer } from "../../answers/answerer.ts";
import { encodeWithWords } from "../../answers/encode-with-words.ts";
import { mergeLabels } from "../../answers/merge-labels.ts";
import { softmax } from "../../answers/softmax.ts";
import { tagsOfWords } from "../../answers/tags-of-words.ts";
import { suiteLabel } from "../../labels/suite-label.ts";
import { refusePair } from "../text-pair.ts";

/** The label and the probabilities by the suite's labels; of a row with slots, by a model that has some, also its tags. */
export const classificationAnswerer: Answerer<"classification"> = {
  refuse: refusePair,
  ask(row, tokenizer, { labels, slots }, suite) {
    const label = (logits: Float32Array) =>
      mergeLabels(labels, softmax(labelLogits(logits, labels)), (label) => suiteLabel(label, suite));
    if (slots === undefined || row.slots === undefined) {
      return { encodings: [tokenizer.encode(row.text_a, row.text_b)], answer: ([logits]) => label(logits!) };
    }
    const { encoding, firstPieces } = encodeWithWords(row, tokenizer);
    return {
      encodings: [encoding],
      answer: ([logits]) => ({
        ...label(logits!),
        ...tagsOfWords(slotLogits(logits!, labels), firstPieces, slots),
      }),
    };
  },
};
