import { seededNormal } from "../../data/random.ts";
import type { Encoder } from "../encoder.ts";
import { freshParameter } from "../fresh-parameter.ts";
import { SLOT_HEAD } from "../slot-tensors.ts";
import type { Weights } from "../weights.ts";
import type { BertConfig } from "./config.ts";
import { bertShapes } from "./tensors.ts";

const HEADS = ["classifier.", SLOT_HEAD];

/**
 * What training starts from: embeddings and the first `config.layers` layers of the pre-trained encoder (the pooler
 * too where it is read), and new heads. The first layers, not alternating ones, and of the pre-trained model,
 * not of a fine-tuned one: that is how PKD's students start (arXiv 1908.09355, section 4).
 */
export function initialWeights(
  encoder: Pick<Encoder, "weights">,
  config: BertConfig,
  seed: number,
): Map<string, Weights> {
  const normal = seededNormal(seed);
  return new Map(
    [...bertShapes(config)].map(([name, shape]) => {
      const imported = encoder.weights.get(name);
      if (imported !== undefined) return [name, imported];
      if (!HEADS.some((head) => name.startsWith(head))) throw new Error(`the pre-trained encoder has no ${name}`);
      return [name, freshParameter(name, shape, normal)];
    }),
  );
}
