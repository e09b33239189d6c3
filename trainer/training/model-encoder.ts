/** A published or imported model's own encoder, as what students start from: `encoder.source: "model:<id>"`. */
import { type BertConfig, DENSE } from "../models/bert/config.ts";
import type { Encoder } from "../models/encoder.ts";
import { SLOT_HEAD } from "../models/slot-tensors.ts";
import { anywhere } from "./open-teacher.ts";
import type { Workplace } from "./workplace.ts";

const PREFIX = "model:";

/** The model that a source names so; undefined where it names something else. */
export const modelIn = (source: string): string | undefined =>
  source.startsWith(PREFIX) ? source.slice(PREFIX.length) : undefined;

const HEADS = ["classifier.", SLOT_HEAD];

/**
 * Its weights without the head, the pooler among them where it has one. Throws an Error with one sentence where there is no such model, or it is no
 * dense BERT: students are built from whole matrices.
 */
export async function modelEncoder(
  ref: string,
  where: Pick<Workplace, "models" | "imported">,
): Promise<Encoder<BertConfig>> {
  const found = await anywhere(ref, where);
  if (found === undefined)
    throw new Error(`there is no model ${ref} for encoder.source, neither published nor imported`);
  const { model, tokenizer, base } = found;
  const { kind = "bert", ...config } = model.config as BertConfig;
  if (kind !== "bert") throw new Error(`encoder.source ${PREFIX}${ref} is of kind ${kind}: students start from a BERT`);
  const { pooling, labels, slots, plan = DENSE, ...shape } = config;
  if (Object.values(plan).some((part) => part.kind !== "dense"))
    throw new Error(`encoder.source ${PREFIX}${ref} has factored matrices: students start from whole ones`);
  const weights = [...model.weights].filter(([name]) => !HEADS.some((head) => name.startsWith(head)));
  return { config: shape, weights: new Map(weights), tokenizer, digest: model.digest, base };
}
