import { rank, tokenize, usualFunction } from "../../../../worker/pipelines/classify.ts";
import type { LabelScore, TaskOptions } from "../index.ts";
import { checkedOptions, oneOf, wholeNumber } from "../options.ts";
import { textInputs } from "./inputs.ts";
import type { AskTask } from "./task.ts";

export const askClasses: AskTask<LabelScore[][]> = (model, inputs, options) => {
  const { labels } = model.card;
  const { function_to_apply: fn = usualFunction(model.card), top_k: topK } = checkedOptions<
    TaskOptions["text-classification"]
  >(options, { function_to_apply: oneOf("softmax", "sigmoid", "none"), top_k: wholeNumber(1) });
  const { encodings } = tokenize(model, textInputs(inputs));
  return {
    groups: encodings.map((encoding) => [encoding]),
    answer: (logits) => logits.map(([row]) => rank(labels, row!, { fn, ...(topK !== undefined && { topK }) })),
  };
};
