import { isDeepStrictEqual } from "node:util";
import { asBert, type BertConfig, type BertPlan } from "../models/bert/config.ts";
import { architectureNamed } from "../models/index.ts";
import type { Model } from "../models/model.ts";
import type { Weights } from "../models/weights.ts";
import type { StartModel } from "./method.ts";

const SIZES = [
  ...["layers", "width", "heads", "ffn", "vocabulary", "positions", "tokenTypes", "embeddingWidth"],
  ...["layerNormEps", "relativePositions"],
] as const;

/**
 * A student that goes on where another training ended: the start's weights, and of `from` the head (and the pooler where there
 * is one), unless the start brings the task's own, which reads the same pooling. `dense`: the shape that the student shall have, without its plan. Throws an Error where the start was made under another
 * plan, or is of another size.
 */
export function started(
  start: StartModel,
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
  const isHead = (name: string) => task.some((begins) => name.startsWith(begins));
  const [own, other] = [start.weights, from].map((weights) => [...weights].filter(([name]) => isHead(name)));
  const body = [...start.weights].filter(([name]) => !isHead(name));
  const head = start.ofTask && made.pooling === dense.pooling ? own : other;
  return { config: { ...dense, ...(plan && { plan }) }, weights: new Map([...body, ...head]) };
}

const told = (size: BertConfig[(typeof SIZES)[number]]): string => JSON.stringify(size) ?? "none";
