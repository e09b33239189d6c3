import { crossEntropy } from "../nn/cross-entropy.ts";
import type { Objective } from "./method.ts";

/** Plain fine-tuning: mean cross-entropy against the labels. */
export const fineTune: Objective = {
  loss({ logits }, { labels }) {
    const total = crossEntropy(logits, labels);
    return { total, terms: { cross_entropy: total } };
  },
};
