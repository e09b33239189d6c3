import type { Answerer } from "../../answers/answerer.ts";
import { refusePair } from "../text-pair.ts";

/** The number, in the task's own unit. */
export const regressionAnswerer: Answerer<"regression"> = {
  refuse: refusePair,
  ask: ({ text_a, text_b }, tokenizer) => ({
    encodings: [tokenizer.encode(text_a, text_b)],
    answer: ([logits]) => ({ score: logits![0]! }),
  }),
};
