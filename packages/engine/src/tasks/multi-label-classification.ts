import { rank, thresholdMisfit, thresholdsOf, tokenize } from "../../../../worker/pipelines/classify.ts";
import { EngineError } from "../../../../worker/runtime/engine/memory.ts";
import type { LabelScore, TaskOptions } from "../index.ts";
import { checkedOptions, oneOf, thresholdOption, wholeNumber } from "../options.ts";
import { textInputs } from "./inputs.ts";
import type { AskTask } from "./task.ts";

export const askLabels: AskTask<LabelScore[][]> = (model, inputs, options) => {
  const { labels } = model.card;
  const {
    function_to_apply: fn = "sigmoid",
    top_k: topK,
    threshold,
  } = checkedOptions<TaskOptions["multi-label-classification"]>(options, {
    function_to_apply: oneOf("softmax", "sigmoid", "none"),
    top_k: wholeNumber(1),
    threshold: thresholdOption,
  });
  const misfit = thresholdMisfit(threshold, fn);
  if (misfit !== undefined) throw new EngineError(`threshold: ${misfit}`);
  const thresholds = threshold === undefined ? undefined : thresholdsOf(model.card, threshold);
  const { encodings } = tokenize(model, textInputs(inputs));
  return {
    groups: encodings.map((encoding) => [encoding]),
    answer: (logits) => logits.map(([row]) => rank(labels, row!, { fn, topK, thresholds })),
  };
};
