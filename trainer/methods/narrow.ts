/** A plain BERT that is narrower than its encoder, and learns its words' guesses from plain text before it learns a task. */
import * as z from "zod";
import { seededNormal } from "../data/random.ts";
import { coordinatesAlong, type Directions, principalDirections } from "../factorise/principal-directions.ts";
import { asBert, type BertConfig, tableWidth } from "../models/bert/config.ts";
import { bertShapes, WORD_TABLE } from "../models/bert/tensors.ts";
import type { Encoder } from "../models/encoder.ts";
import { freshParameter } from "../models/fresh-parameter.ts";
import type { Model, ModelConfig } from "../models/model.ts";
import type { Weights } from "../models/weights.ts";
import type { Sources } from "./method.ts";
import { started } from "./started.ts";

const Size = z.int().positive();

export const Shape = z.strictObject({ layers: Size, width: Size, heads: Size, ffn: Size });
export type Shape = z.infer<typeof Shape>;

export const Narrow = Shape.extend({
  /**
   * How the word table starts: `pca`, the encoder's rows along the `width` principal directions of its own table (`wordDirections`);
   * `random`, like everything else.
   */
  words: z.enum(["random", "pca"]).default("pca"),
});
export type Narrow = z.infer<typeof Narrow>;

/** The shape that options ask for, its tables as wide as its layers. Throws RangeError where the heads do not divide the width. */
export function narrowConfig(whole: BertConfig, { layers, width, heads, ffn }: Shape): BertConfig {
  if (width % heads !== 0) throw new RangeError(`options.width ${width} is not a multiple of the ${heads} heads`);
  const { embeddingWidth: _, ...plain } = whole;
  return { ...plain, layers, width, heads, ffn };
}

/** Throws RangeError with one sentence where a student of these options cannot be made from such an encoder. */
export function narrowFits(encoder: Encoder["config"], options: Narrow): BertConfig {
  if (options.words === "pca") refuseWider(options.width, tableWidth(asBert(whole(encoder))));
  return narrowConfig(asBert(whole(encoder)), options);
}

/** A shape as a student's, whose pooling and labels are the task's. */
const whole = (encoder: Encoder["config"]): ModelConfig => ({ ...encoder, pooling: "mean", labels: 1 });

function refuseWider(width: number, most: number): void {
  if (width > most)
    throw new RangeError(`options.width ${width} is more than the encoder's ${most} coordinates of a word`);
}

/** Every parameter before any training. */
export function freshWeights(config: BertConfig, seed: number): Map<string, Weights> {
  const normal = seededNormal(seed);
  return new Map(Array.from(bertShapes(config), ([name, shape]) => [name, freshParameter(name, shape, normal)]));
}

/** The student before its first step; behind a start that start, of the same shape, under a new head. */
export function narrowStudent({ encoder, config: dense, start, seed }: Sources, options: Narrow): Model<BertConfig> {
  const config = narrowConfig(asBert(dense), options);
  const weights = freshWeights(config, seed);
  if (start !== null) return started(start, config, undefined, weights);
  if (options.words === "pca")
    weights.set(WORD_TABLE, coordinatesAlong(wordDirections(encoder, options.width), tableOf(encoder)));
  return { config, weights };
}

/**
 * Principal directions of the words that an encoder was pre-trained with, about their mean, also where it reads another vocabulary since.
 * Throws RangeError for more directions than a word has coordinates.
 */
export function wordDirections(encoder: Pick<Encoder, "weights" | "origin">, width: number): Directions {
  const table = tableOf(encoder.origin ?? encoder);
  refuseWider(width, table.shape[1]);
  return principalDirections(table, width, true);
}

function tableOf({ weights }: Pick<Encoder, "weights">): { shape: [number, number]; data: Float32Array } {
  const { shape, data } = weights.get(WORD_TABLE)!; // every BERT has one
  return { shape: [shape[0]!, shape[1]!], data };
}
