/**
 * A plain BERT that is narrow instead of factored: what the same number of parameters does without any structure.
 * Its widths differ from the teacher's, so there is nothing to match but logits: knowledge distillation as in `hard-and-soft.ts`.
 */
import * as z from "zod";
import { seededNormal } from "../data/random.ts";
import { principalCoordinates } from "../factorise/principal-coordinates.ts";
import type { BertConfig } from "../models/bert/config.ts";
import { parameterShapes } from "../models/describe.ts";
import { freshParameter } from "../models/fresh-parameter.ts";
import type { Model } from "../models/model.ts";
import type { Weights } from "../models/weights.ts";
import { logitObjectives, Softness } from "./hard-and-soft.ts";
import { method, type Sources } from "./method.ts";

const Size = z.int().positive();

const Options = Softness.extend({
  layers: Size,
  width: Size,
  heads: Size,
  ffn: Size,
  /**
   * How the word table starts, by far the most of a thin model: `pca`, the pre-trained table in its `width` principal
   * coordinates, so that words that were alike still are; `random`, like everything else.
   */
  words: z.enum(["random", "pca"]).default("pca"),
});
export type ThinOptions = z.infer<typeof Options>;

const WORDS = "bert.embeddings.word_embeddings.weight";

/** Everything starts fresh, but for the word table. */
export function thinStudent({ encoder, config: whole, start, seed }: Sources, options: ThinOptions): Model {
  const { layers, width, heads, ffn, words } = options;
  if (start !== null) throw new Error("thin students start from scratch: start must be null");
  if (width % heads !== 0) throw new RangeError(`options.width ${width} is not a multiple of the ${heads} heads`);
  if (words === "pca" && width > whole.width)
    throw new RangeError(`options.width ${width} is more than the encoder's ${whole.width} coordinates of a word`);
  const config: BertConfig = { ...whole, layers, width, heads, ffn };
  const normal = seededNormal(seed);
  const fresh = ([name, shape]: [string, number[]]): [string, Weights] => [name, freshParameter(name, shape, normal)];
  const weights = new Map(Array.from(parameterShapes(config), fresh));
  if (words === "pca") {
    const { shape, data } = encoder.weights.get(WORDS) as Weights;
    weights.set(WORDS, principalCoordinates({ shape: [shape[0], shape[1]], data }, width));
  }
  return { config, weights };
}

export const thin = method<ThinOptions>({
  options: Options,
  taught: true,
  build: thinStudent,
  objectives: logitObjectives,
});
