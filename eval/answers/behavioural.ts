import { suiteLabel } from "../labels/suite-label.ts";
import { type Answerer, refuseTexts } from "./answerer.ts";
import { mergeLabels } from "./merge-labels.ts";
import { softmax } from "./softmax.ts";

/** One label, and its probabilities, a text of the row. */
export const behavioural: Answerer<"behavioural"> = {
  refuse: ({ texts }) =>
    texts.map(([first, second]) => refuseTexts(first, second)).find((reason) => reason !== undefined),
  ask: ({ texts }, tokenizer, labels, suite) => ({
    encodings: texts.map(([first, second]) => tokenizer.encode(first, second)),
    answer(logits) {
      const answers = logits.map((row) => mergeLabels(labels, softmax(row), (label) => suiteLabel(label, suite)));
      return { labels: answers.map(({ label }) => label), scores: answers.map(({ scores }) => scores) };
    },
  }),
};
