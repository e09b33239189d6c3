import { suiteLabel } from "../labels/suite-label.ts";
import { type Answerer, refuseTexts } from "./answerer.ts";
import { mergeLabels } from "./merge-labels.ts";
import { softmax } from "./softmax.ts";

/** The label and the probabilities by the suite's labels. */
export const classification: Answerer<"classification"> = {
  refuse: ({ text_a, text_b }) => refuseTexts(text_a, text_b),
  ask: ({ text_a, text_b }, tokenizer, labels, suite) => ({
    encodings: [tokenizer.encode(text_a, text_b)],
    answer: ([logits]) => mergeLabels(labels, softmax(logits!), (label) => suiteLabel(label, suite)),
  }),
};
