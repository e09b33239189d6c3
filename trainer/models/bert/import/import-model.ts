import type { Model } from "../../model.ts";
import type { BertConfig } from "../config.ts";
import { familyOf } from "./family-of.ts";
import { jsonOf } from "./folder-file.ts";
import { type FolderTokenizer, folderTokenizer } from "./folder-tokenizer.ts";
import { folderWeights, refuseAdapter } from "./folder-weights.ts";
import { type FolderHead, headOf } from "./head-of.ts";
import { modelWeights } from "./model-weights.ts";

/** A model with its head, as it lies in a folder that `transformers` saved. */
export interface ImportedModel extends Model<BertConfig> {
  head: FolderHead;
  tokenizer: FolderTokenizer;
  /** `bert`, `distilbert`, `electra`. */
  modelType: string;
  /** sha256 of `model.safetensors`; of shards over their digests in the order of their names. */
  digest: string;
}

/**
 * Reads such a folder: `config.json`, `model.safetensors` or its shards, `tokenizer.json` or `vocab.txt`.
 * Throws UnimportableError with one sentence where something is missing, damaged, contradicts the rest, or is not computed here.
 */
export async function importModel(folder: string): Promise<ImportedModel> {
  await refuseAdapter(folder);
  const config = await jsonOf(folder, "config.json");
  const { family, shape } = familyOf(folder, config);
  const head = headOf(folder, config, family);
  const weights = await folderWeights(folder);
  const full: BertConfig = {
    ...shape,
    pooling: head.kind === "texts" ? "pooler" : "none",
    labels: head.labels.length,
  };
  return {
    config: full,
    weights: modelWeights(folder, family, full, weights, head.kind),
    head,
    tokenizer: await folderTokenizer(folder, shape),
    modelType: family.modelType,
    digest: weights.digest,
  };
}
