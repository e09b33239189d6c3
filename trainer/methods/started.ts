import { isDeepStrictEqual } from "node:util";
import { asBert, type BertConfig, type BertPlan } from "../models/bert/config.ts";
import { architectureNamed } from "../models/index.ts";
import type { Model } from "../models/model.ts";
import type { Weights } from "../models/weights.ts";

const SIZES = [
  ...["layers", "width", "heads", "ffn", "vocabulary", "positions", "tokenTypes", "embeddingWidth"],
  ...["layerNormEps", "relativePositions"],
] as const;

/**
 * A student that goes on where the text stage ended: the start's weights, and of `from` the head (and the pooler where there
 * is one). `dense`: the shape that the student shall have, without its plan. Throws an Error where the start was made under another
 * plan, or is of another size.
 */
export function started(
  start: Model,
  dense: BertConfig,
  plan: BertPlan | undefined,
  from: ReadonlyMap<string, Weights>,
): Model<BertConfig> {
  const made = asBert(start.config);
  if (JSON.stringify(made.plan) !== JSON.stringify(plan))
    throw new Error("the start was made under another plan than the options name");
  for (const size of SIZES)
    if (!isDeepStrictEqual(made[size], dense[size]))
      throw new Error(`the start's ${size} ${told(made[size])} differ from the student's, ${told(dense[size])}`);
  const { task } = architectureNamed(dense).heads;
  const head = [...from].filter(([name]) => task.some((begins) => name.startsWith(begins)));
  return { config: { ...dense, ...(plan && { plan }) }, weights: new Map([...start.weights, ...head]) };
}

const told = (size: BertConfig[(typeof SIZES)[number]]): string => JSON.stringify(size) ?? "none";
