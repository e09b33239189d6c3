/**
 * A plain BERT that is narrow instead of factored: what the same number of parameters does without any structure.
 * Its widths differ from the teacher's, so there is nothing to match but logits: knowledge distillation as in `hard-and-soft.ts`.
 */
import * as z from "zod";
import { principalCoordinates } from "../factorise/principal-coordinates.ts";
import { asBert, type BertConfig, tableWidth } from "../models/bert/config.ts";
import { descriptionOf } from "../models/describe.ts";
import type { Model } from "../models/model.ts";
import type { Weights } from "../models/weights.ts";
import { logitObjectives, Softness } from "./hard-and-soft.ts";
import { method, type Sources } from "./method.ts";
import { freshWeights, narrowConfig, Shape } from "./narrow.ts";

const Options = Softness.extend({
  ...Shape.shape,
  /**
   * How the word table starts, by far the most of a thin model: `pca`, the pre-trained table in its `width` principal
   * coordinates, so that words that were alike still are; `random`, like everything else.
   */
  words: z.enum(["random", "pca"]).default("pca"),
});
export type ThinOptions = z.infer<typeof Options>;

/** Everything starts fresh, but for the word table. */
export function thinStudent({ encoder, config: dense, seed }: Sources, options: ThinOptions): Model<BertConfig> {
  const { width, words } = options;
  const whole = asBert(dense);
  const config = narrowConfig(whole, options);
  if (words === "pca" && width > tableWidth(whole))
    throw new RangeError(
      `options.width ${width} is more than the encoder's ${tableWidth(whole)} coordinates of a word`,
    );
  const weights = freshWeights(config, seed);
  if (words === "pca") {
    const { wordTable } = descriptionOf(config);
    const { shape, data } = encoder.weights.get(wordTable) as Weights;
    weights.set(wordTable, principalCoordinates({ shape: [shape[0], shape[1]], data }, width));
  }
  return { config, weights };
}

export const thin = method<ThinOptions>({
  options: Options,
  taught: true,
  withoutStart: () => "thin students start from scratch",
  shape: (whole, options) => narrowConfig(asBert(whole), options),
  build: thinStudent,
  objectives: logitObjectives,
});
