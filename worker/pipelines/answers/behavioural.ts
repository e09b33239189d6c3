import type { BehaviouralRow } from "../../../r2-assets/format/rows.ts";
import { classify, type TextInput } from "../classify.ts";
import { mergeLabels } from "../merge-labels.ts";
import { softmax } from "../softmax.ts";
import { type Answerer, NOT_NUMBERS, refuseTexts } from "./answerer.ts";

type Texts = BehaviouralRow["texts"][number];

/** One label, and its probabilities, a text of the row. Equal texts are put to the model once. */
export const behavioural: Answerer<"behavioural"> = {
  refuse: ({ texts }) =>
    texts.map(([first, second]) => refuseTexts(first, second)).find((reason) => reason !== undefined),
  async answer(model, rows, { label_map }) {
    const distinct = new Map<string, Texts>();
    for (const { texts } of rows) for (const pair of texts) distinct.set(JSON.stringify(pair), pair);
    const { logits } = await classify(model, [...distinct.values()].map(toInput));
    const logitsOf = new Map([...distinct.keys()].map((key, i) => [key, logits[i]!]));
    return rows.map(({ texts }) => {
      const each = texts.map((pair) => logitsOf.get(JSON.stringify(pair))!);
      if (!each.every((row) => row.every(Number.isFinite))) return NOT_NUMBERS;
      const answers = each.map((row) => mergeLabels(model.card.labels, softmax(row), label_map));
      return { labels: answers.map(({ label }) => label), scores: answers.map(({ scores }) => scores) };
    });
  },
};

const toInput = ([text, textPair]: Texts): TextInput => (textPair === undefined ? { text } : { text, textPair });
