import type { Answerer } from "../../answers/answerer.ts";
import { mergeLabels } from "../../answers/merge-labels.ts";
import { softmax } from "../../answers/softmax.ts";
import { suiteLabel } from "../../labels/suite-label.ts";
import { refusePair } from "../text-pair.ts";

/** The label and the probabilities by the suite's labels. */
export const classificationAnswerer: Answerer<"classification"> = {
  refuse: refusePair,
  ask: ({ text_a, text_b }, tokenizer, labels, suite) => ({
    encodings: [tokenizer.encode(text_a, text_b)],
    answer: ([logits]) => mergeLabels(labels, softmax(logits!), (label) => suiteLabel(label, suite)),
  }),
};
