import type { BertConfig, BertPlan } from "../models/bert/config.ts";
import type { Model } from "../models/model.ts";
import type { Weights } from "../models/weights.ts";

const SIZES = ["layers", "width", "heads", "ffn", "vocabulary", "positions", "tokenTypes"] as const;

/**
 * A student that goes on where the text stage ended: the start's weights, and of `from` the head (and the pooler where there
 * is one). Throws an Error where the start was made under another plan, or is of another size than `dense`, the encoder.
 */
export function started(start: Model, dense: BertConfig, plan: BertPlan, from: ReadonlyMap<string, Weights>): Model {
  if (JSON.stringify(start.config.plan) !== JSON.stringify(plan))
    throw new Error("the start was made under another plan than the options name");
  for (const size of SIZES)
    if (start.config[size] !== dense[size])
      throw new Error(`the start's ${size} ${start.config[size]} differ from the encoder's, ${dense[size]}`);
  const head = [...from].filter(([name]) => /^(classifier|bert\.pooler)\./.test(name));
  return { config: { ...dense, plan }, weights: new Map([...start.weights, ...head]) };
}
