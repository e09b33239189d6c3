import { labelLogits } from "../../../r2-assets/format/logits.ts";
import { type Answerer, refuseTexts } from "../../answers/answerer.ts";
import { mergeLabels } from "../../answers/merge-labels.ts";
import { softmax } from "../../answers/softmax.ts";
import { suiteLabel } from "../../labels/suite-label.ts";

/** One label, and its probabilities, a text of the row. */
export const behaviouralAnswerer: Answerer<"behavioural"> = {
  refuse: ({ texts }) =>
    texts.map(([first, second]) => refuseTexts(first, second)).find((reason) => reason !== undefined),
  ask: ({ texts }, tokenizer, { labels }, suite) => ({
    encodings: texts.map(([first, second]) => tokenizer.encode(first, second)),
    answer(logits) {
      const answers = logits.map((row) =>
        mergeLabels(labels, softmax(labelLogits(row, labels)), (label) => suiteLabel(label, suite)),
      );
      return { labels: answers.map(({ label }) => label), scores: answers.map(({ scores }) => scores) };
    },
  }),
};
