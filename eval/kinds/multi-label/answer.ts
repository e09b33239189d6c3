import { labelLogits } from "../../../r2-assets/format/logits.ts";
import type { AnswerOf } from "../../answers/answer.ts";
import type { Answerer } from "../../answers/answerer.ts";
import { heldLabels } from "../../answers/held-labels.ts";
import { suiteLabel } from "../../labels/suite-label.ts";
import { refusePair } from "../text-pair.ts";

/** The labels that hold, by the card's thresholds, and the probability of each, in the suite's words. */
export const multiLabelAnswerer: Answerer<"multi-label"> = {
  refuse: refusePair,
  ask: ({ text_a, text_b }, tokenizer, { labels, thresholds }, suite) => ({
    encodings: [tokenizer.encode(text_a, text_b)],
    answer: ([logits]) =>
      heldLabels(labels, labelLogits(logits!, labels), thresholds, (label) => suiteLabel(label, suite)),
  }),
};

/** What is said of each label by itself, where it is known of which labels: an answer with scores speaks of all of them. */
export const decisions = ({ labels, scores }: AnswerOf["multi-label"]): string[] =>
  scores === null ? labels : Object.keys(scores).map((label) => `${labels.includes(label) ? "" : "not "}${label}`);
