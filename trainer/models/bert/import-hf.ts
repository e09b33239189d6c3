import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import { sha256 } from "../../../r2-assets/format/digest.ts";
import { readSafetensors, toFloat32 } from "../../../r2-assets/format/safetensors.ts";
import { createTokenizer } from "../../../r2-assets/format/tokenizer.ts";
import { tokenizerMisfit } from "../../../r2-assets/format/tokenizer-fits.ts";
import type { Encoder } from "../encoder.ts";
import type { Weights } from "../weights.ts";
import type { BertConfig } from "./config.ts";
import { bertShapes } from "./tensors.ts";

/** Weights by Hugging Face name with the `bert.` prefix; without a classifier, and with the pooler where there is one. */
export type ImportedBert = Encoder<BertConfig>;

const HfConfig = z.object({
  model_type: z.literal("bert"),
  hidden_act: z.literal("gelu", { error: "only BERT with erf GELU (hidden_act: gelu) can be imported" }),
  position_embedding_type: z.literal("absolute").optional(),
  vocab_size: z.int(),
  max_position_embeddings: z.int(),
  type_vocab_size: z.int(),
  num_hidden_layers: z.int(),
  hidden_size: z.int(),
  num_attention_heads: z.int(),
  intermediate_size: z.int(),
  layer_norm_eps: z.number().default(1e-12),
});

/**
 * Reads a BERT in Hugging Face's folder layout: `config.json`, `model.safetensors`, `tokenizer.json`.
 * Takes base models (`embeddings.…`) and those saved under a head (`bert.embeddings.…`), and the old names of LayerNorm's
 * vectors, gamma and beta, which `bert-base-uncased` has to this day.
 * Throws an Error with one sentence when a file is missing, the architecture is another, or a tensor does not fit.
 */
export async function importBert(folder: string): Promise<ImportedBert> {
  const parsed = HfConfig.safeParse(JSON.parse(await readText(folder, "config.json")));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new Error(
      `${join(folder, "config.json")} is no BERT that can be imported: ${issue.path.join(".")} ${issue.message}`,
    );
  }
  const hf = parsed.data;
  const config = {
    vocabulary: hf.vocab_size,
    positions: hf.max_position_embeddings,
    tokenTypes: hf.type_vocab_size,
    layers: hf.num_hidden_layers,
    width: hf.hidden_size,
    heads: hf.num_attention_heads,
    ffn: hf.intermediate_size,
    layerNormEps: hf.layer_norm_eps,
  };
  const bytes = await readBytes(folder, "model.safetensors");
  const file = readSafetensors(bytes);
  const weights = new Map<string, Weights>();
  const hasPooler = [...file.tensors.keys()].some((name) => name.endsWith("pooler.dense.weight"));
  for (const [name, shape] of bertShapes({ ...config, pooling: hasPooler ? "pooler" : "mean", labels: 1 })) {
    if (name.startsWith("classifier.")) continue;
    const tensor = namesOf(name)
      .map((candidate) => file.tensors.get(candidate))
      .find((t) => t !== undefined);
    if (tensor === undefined) throw new Error(`${folder} has no tensor ${name}`);
    if (tensor.shape.join() !== shape.join()) {
      throw new Error(`${folder}: tensor ${name} has shape [${tensor.shape}], expected [${shape}] by config.json`);
    }
    try {
      weights.set(name, { shape, data: toFloat32(tensor) });
    } catch (error) {
      throw new Error(`${folder}: tensor ${name}: ${(error as Error).message}`);
    }
  }
  const tokenizer = await readText(folder, "tokenizer.json");
  refuseMisfit(folder, tokenizer, config);
  return { config, weights, tokenizer, digest: await sha256(bytes) };
}

/** Throws where texts of this tokenizer cannot be put to the model: its ids are rows of the word table. */
function refuseMisfit(folder: string, json: string, config: ImportedBert["config"]): void {
  const { vocabulary: words, positions, tokenTypes } = config;
  let misfit: string | undefined;
  try {
    const tokenizer = createTokenizer(JSON.parse(json), { maxLength: positions });
    misfit = tokenizerMisfit(tokenizer, { words, positions, tokenTypes });
  } catch (error) {
    misfit = `tokenizer.json is unusable: ${(error as Error).message}`;
  }
  if (misfit !== undefined) throw new Error(`${folder} cannot be imported: ${misfit}`);
}

/** Under which names a tensor may be stored. */
function namesOf(name: string): string[] {
  const old = name.replace(/LayerNorm\.weight$/, "LayerNorm.gamma").replace(/LayerNorm\.bias$/, "LayerNorm.beta");
  return [name, old].flatMap((each) => [each, each.replace(/^bert\./, "")]);
}

async function readBytes(folder: string, name: string): Promise<Uint8Array> {
  try {
    return await readFile(join(folder, name));
  } catch (error) {
    throw new Error(`cannot read ${join(folder, name)}: ${(error as NodeJS.ErrnoException).code}`, { cause: error });
  }
}

const readText = async (folder: string, name: string) => new TextDecoder().decode(await readBytes(folder, name));
