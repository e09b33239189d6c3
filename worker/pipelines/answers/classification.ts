import { classify, type TextInput } from "../classify.ts";
import { mergeLabels } from "../merge-labels.ts";
import { softmax } from "../softmax.ts";
import { type Answerer, NOT_NUMBERS, refuseTexts } from "./answerer.ts";

/** The label and the probabilities by the suite's labels. */
export const classification: Answerer<"classification"> = {
  refuse: ({ text_a, text_b }) => refuseTexts(text_a, text_b),
  async answer(model, rows, { label_map }) {
    const { logits } = await classify(model, rows.map(toInput));
    return logits.map((row) =>
      row.every(Number.isFinite) ? mergeLabels(model.card.labels, softmax(row), label_map) : NOT_NUMBERS,
    );
  },
};

export const toInput = ({ text_a, text_b }: { text_a: string; text_b?: string }): TextInput =>
  text_b === undefined ? { text: text_a } : { text: text_a, textPair: text_b };
