import { regress } from "../regress.ts";
import { type Answerer, NOT_NUMBERS, refuseTexts } from "./answerer.ts";
import { toInput } from "./classification.ts";

/** The number, in the task's own unit. */
export const regression: Answerer<"regression"> = {
  refuse: ({ text_a, text_b }) => refuseTexts(text_a, text_b),
  async answer(model, rows) {
    const scores = await regress(model, rows.map(toInput));
    return scores.map((score) => (Number.isFinite(score) ? { score } : NOT_NUMBERS));
  },
};
