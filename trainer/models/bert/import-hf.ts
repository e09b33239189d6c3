import type { Encoder } from "../encoder.ts";
import type { BertConfig } from "./config.ts";
import { familyOf } from "./import/family-of.ts";
import { jsonOf } from "./import/folder-file.ts";
import { folderTokenizer } from "./import/folder-tokenizer.ts";
import { folderWeights, refuseAdapter } from "./import/folder-weights.ts";
import { hasPooler, modelWeights } from "./import/model-weights.ts";

/** Weights by Hugging Face name with the `bert.` prefix; without a classifier, and with the pooler where there is one. */
export type ImportedBert = Encoder<BertConfig>;

/**
 * Reads a BERT, a DistilBERT or an ELECTRA in Hugging Face's folder layout: `config.json`, `model.safetensors` or its shards,
 * `tokenizer.json` or `vocab.txt`.
 * Takes base models (`embeddings.…`) and those saved under a head (`bert.embeddings.…`), and the old names of LayerNorm's
 * vectors, gamma and beta, which `bert-base-uncased` has to this day.
 * Throws UnimportableError with one sentence when a file is missing, the architecture is another, or a tensor does not fit.
 */
export async function importBert(folder: string): Promise<ImportedBert> {
  await refuseAdapter(folder);
  const { family, shape } = familyOf(folder, await jsonOf(folder, "config.json"));
  const weights = await folderWeights(folder);
  const pooling = hasPooler(family, weights) ? "pooler" : "mean";
  const { json: tokenizer } = await folderTokenizer(folder, shape);
  return {
    config: shape,
    weights: modelWeights(folder, family, { ...shape, pooling, labels: 1 }, weights),
    tokenizer,
    digest: weights.digest,
  };
}
