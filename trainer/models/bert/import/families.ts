/** The families that can be imported, a few lines each. */
import * as z from "zod";
import { PROJECTION } from "../tensors.ts";
import { Encoder, Gelu, Size, withoutBert } from "./config-parts.ts";
import { type Family, spellings } from "./family.ts";
import { mpnet } from "./mpnet-family.ts";

const Bert = z.object({
  ...Encoder,
  hidden_act: Gelu,
  position_embedding_type: z
    .literal("absolute", { error: "only absolute positions can be imported, one vector each" })
    .nullish(),
  is_decoder: z.literal(false, { error: "a decoder reads backwards only, which is not computed here" }).nullish(),
  type_vocab_size: Size,
  num_hidden_layers: Size,
  hidden_size: Size,
  num_attention_heads: Size,
  intermediate_size: Size,
  layer_norm_eps: z.number().positive().default(1e-12),
});

const bertShape = (config: unknown) => {
  const hf = Bert.parse(config);
  return {
    vocabulary: hf.vocab_size,
    positions: hf.max_position_embeddings,
    tokenTypes: hf.type_vocab_size,
    layers: hf.num_hidden_layers,
    width: hf.hidden_size,
    heads: hf.num_attention_heads,
    ffn: hf.intermediate_size,
    layerNormEps: hf.layer_norm_eps,
  };
};

/** Devlin et al., arXiv 1810.04805. */
const bert: Family = {
  modelType: "bert",
  className: "Bert",
  shape: bertShape,
  namesOf: (name) => spellings("bert.", withoutBert(name)),
  pooler: "bert.pooler.dense",
  heads: { texts: "classifier", tokens: "classifier", spans: "qa_outputs" },
};

/** Clark et al., arXiv 2003.10555: BERT's layers; small ones have tables narrower than these. Its classifier is a layer, GELU and another. */
const electra: Family = {
  modelType: "electra",
  className: "Electra",
  shape(config) {
    const { embedding_size } = z.object({ embedding_size: Size.optional() }).parse(config);
    const shape = bertShape(config);
    const narrow = embedding_size !== undefined && embedding_size !== shape.width;
    return { ...shape, ...(narrow && { embeddingWidth: embedding_size }), poolerActivation: "gelu" };
  },
  namesOf: (name) => spellings("electra.", withoutBert(name.replace(PROJECTION, "bert.embeddings_project"))),
  pooler: "classifier.dense",
  heads: { texts: "classifier.out_proj", tokens: "classifier", spans: "qa_outputs" },
};

const DistilBert = z.object({
  ...Encoder,
  activation: Gelu,
  n_layers: Size,
  n_heads: Size,
  dim: Size,
  hidden_dim: Size,
});

/** Ours, and theirs below `transformer`. */
const DISTIL_NAMES: readonly [RegExp, string][] = [
  [/^encoder\./, "transformer."],
  [/attention\.self\.query/, "attention.q_lin"],
  [/attention\.self\.key/, "attention.k_lin"],
  [/attention\.self\.value/, "attention.v_lin"],
  [/attention\.output\.dense/, "attention.out_lin"],
  [/attention\.output\.LayerNorm/, "sa_layer_norm"],
  [/intermediate\.dense/, "ffn.lin1"],
  [/(\d)\.output\.dense/, "$1.ffn.lin2"],
  [/(\d)\.output\.LayerNorm/, "$1.output_layer_norm"],
];

/**
 * Sanh et al., arXiv 1910.01108: BERT's layers without token types, for which a table of zeros stands, so that pairs may be asked about. Its
 * classifier is a layer, ReLU and another.
 */
const distilbert: Family = {
  modelType: "distilbert",
  className: "DistilBert",
  shape(config) {
    const hf = DistilBert.parse(config);
    return {
      vocabulary: hf.vocab_size,
      positions: hf.max_position_embeddings,
      tokenTypes: 2,
      layers: hf.n_layers,
      width: hf.dim,
      heads: hf.n_heads,
      ffn: hf.hidden_dim,
      layerNormEps: 1e-12, // as the authors' code has it, whatever the config
      poolerActivation: "relu",
    };
  },
  namesOf(name) {
    if (name.includes("token_type_embeddings")) return [];
    const theirs = DISTIL_NAMES.reduce((all, [ours, by]) => all.replace(ours, by), withoutBert(name));
    return spellings("distilbert.", theirs);
  },
  pooler: "pre_classifier",
  heads: { texts: "classifier", tokens: "classifier", spans: "qa_outputs" },
};

export const FAMILIES: readonly Family[] = [bert, distilbert, electra, mpnet];
