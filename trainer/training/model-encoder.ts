/**
 * A trained model's own encoder, as what students start from. `encoder.source` names a published or imported model, `model:<id>`, or the
 * recipe that makes it, `recipe:mnli/kd-mpnet`: a step of a ladder.
 */
import { type BertConfig, DENSE } from "../models/bert/config.ts";
import type { Encoder } from "../models/encoder.ts";
import { SLOT_HEAD } from "../models/slot-tensors.ts";
import { anywhere, namedModel } from "./named-model.ts";
import type { Teacher } from "./trained-model.ts";
import type { Workplace } from "./workplace.ts";

const MODEL = "model:";
const RECIPE = "recipe:";

const HEADS = ["classifier.", SLOT_HEAD];

/** The recipe that a source names so; undefined where it names something else. */
export const recipeIn = (source: string): string | undefined =>
  source.startsWith(RECIPE) ? source.slice(RECIPE.length) : undefined;

/** Whether a source is a model that somebody trained on a task. */
export const isModel = (source: string): boolean => source.startsWith(MODEL) || source.startsWith(RECIPE);

/**
 * Its weights without the head, the pooler among them where it has one. Throws an Error with one sentence where there is no such model, or it is no
 * dense BERT: students are built from whole matrices; NotTrainedError where a recipe can make it.
 */
export async function modelEncoder(
  source: string,
  where: Pick<Workplace, "data" | "out" | "models" | "imported">,
  log: (line: string) => void,
): Promise<Encoder<BertConfig>> {
  const { model, tokenizer, base, named, read } = await modelOf(source, where, log);
  const { kind = "bert", ...config } = model.config as BertConfig;
  if (kind !== "bert") throw new Error(`encoder.source ${source} is of kind ${kind}: students start from a BERT`);
  const { pooling, labels, slots, plan = DENSE, ...shape } = config;
  if (Object.values(plan).some((part) => part.kind !== "dense"))
    throw new Error(`encoder.source ${source} has factored matrices: students start from whole ones`);
  log(`${source}: the encoder of ${named.id}@${named.version}`);
  const weights = [...model.weights].filter(([name]) => !HEADS.some((head) => name.startsWith(head)));
  return { config: shape, weights: new Map(weights), tokenizer, digest: model.digest, base, read };
}

async function modelOf(
  source: string,
  where: Pick<Workplace, "data" | "out" | "models" | "imported">,
  log: (line: string) => void,
): Promise<Teacher> {
  const recipe = recipeIn(source);
  if (recipe !== undefined) return namedModel(recipe, where, log, "is the encoder");
  const ref = source.slice(MODEL.length);
  const found = await anywhere(ref, where);
  if (found === undefined)
    throw new Error(`there is no model ${ref} for encoder.source, neither published nor imported`);
  return found;
}
