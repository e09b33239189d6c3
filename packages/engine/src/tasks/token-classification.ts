import { AGGREGATIONS } from "../../../../worker/pipelines/tag.ts";
import { entitiesOfWindows, strideMisfit } from "../../../../worker/pipelines/tag-windows.ts";
import { EngineError } from "../../../../worker/runtime/engine/memory.ts";
import type { TaskAnswer, TaskOptions } from "../index.ts";
import { checkedOptions, oneOf, strings, wholeNumber } from "../options.ts";
import { texts as checkedTexts } from "./inputs.ts";
import type { AskTask } from "./task.ts";

export const askEntities: AskTask<TaskAnswer["token-classification"]> = (model, inputs, options) => {
  const { card, tokenizer } = model;
  const {
    aggregation_strategy: strategy = "simple",
    ignore_labels: ignored,
    stride,
  } = checkedOptions<TaskOptions["token-classification"]>(options, {
    aggregation_strategy: oneOf(...AGGREGATIONS),
    ignore_labels: strings,
    stride: wholeNumber(0),
  });
  const misfit = stride === undefined ? undefined : strideMisfit(card, stride, strategy);
  if (misfit !== undefined) throw new EngineError(`stride: ${misfit}`);
  const texts = checkedTexts(inputs);
  const groups = texts.map((text) =>
    stride === undefined ? [tokenizer.encodeWithOffsets(text)] : [...tokenizer.encodeTextWindows(text, stride)],
  );
  return {
    groups,
    answer: (logits) => {
      const entities = texts.map((text, i) =>
        entitiesOfWindows(model, text, groups[i]!, logits[i]!, { strategy, ignored }),
      );
      return Array.isArray(inputs) ? entities : entities[0]!;
    },
  };
};
