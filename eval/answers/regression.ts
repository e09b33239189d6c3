import { type Answerer, refuseTexts } from "./answerer.ts";

/** The number, in the task's own unit. */
export const regression: Answerer<"regression"> = {
  refuse: ({ text_a, text_b }) => refuseTexts(text_a, text_b),
  ask: ({ text_a, text_b }, tokenizer) => ({
    encodings: [tokenizer.encode(text_a, text_b)],
    answer: ([logits]) => ({ score: logits![0]! }),
  }),
};
