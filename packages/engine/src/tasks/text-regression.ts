import { tokenize } from "../../../../worker/pipelines/classify.ts";
import type { LabelScore } from "../index.ts";
import { checkedOptions } from "../options.ts";
import { textInputs } from "./inputs.ts";
import type { AskTask } from "./task.ts";

export const askNumbers: AskTask<LabelScore[][]> = (model, inputs, options) => {
  checkedOptions(options, {});
  const { encodings } = tokenize(model, textInputs(inputs));
  return {
    groups: encodings.map((encoding) => [encoding]),
    answer: (logits) => logits.map(([row]) => [{ label: "score", score: row![0]! }]),
  };
};
