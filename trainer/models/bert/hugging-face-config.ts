import type { BertArchitecture } from "../../../r2-assets/format/bert-architecture.ts";
import type { Card } from "../../../r2-assets/format/card.ts";
import { WEIGHTS_FILE } from "../../../r2-assets/format/keys.ts";

const DTYPE = { f32: "float32", f16: "float16", i8: null } as const;

type Described = Pick<Card, "labels" | "storage" | "task"> & { architecture: BertArchitecture };

/**
 * `config.json`: a `BertConfig`. It names the weights (`transformers_weights`, `dtype`) only where `from_pretrained` of the
 * class in `architectures` gives the served model, so that every other call fails for want of a weights file (checked with
 * transformers 5.24). Named for the others, they would load with a warning at most and answer at random: transformers has
 * a pooler where MiniLM's head reads the mean, and `qa_outputs` where ours is `classifier`; I8 matrices lie transposed and
 * scaled; of factors it knows nothing. How such an encoder is loaded: docs/readers.md. With a projection it is an
 * `ElectraConfig`, the one whose models have such a layer; its classifier has other names than ours, and loads nothing either.
 * So is it with relative positions and `MPNetConfig`, whose position table has two rows before the first.
 */
export function huggingFaceConfig({ architecture, labels, storage, task }: Described) {
  const { embeddings, encoder } = architecture;
  const whole = wholeModel({ architecture, storage, task });
  const family = familyOf(architecture);
  return {
    architectures: [whole ?? family.encoderClass],
    model_type: family.modelType,
    vocab_size: embeddings.word.rows,
    ...(embeddings.projection && { embedding_size: embeddings.word.width }),
    hidden_size: encoder.width,
    num_hidden_layers: encoder.layers,
    num_attention_heads: encoder.heads,
    intermediate_size: encoder.ffn,
    hidden_act: "gelu",
    layer_norm_eps: encoder.layer_norm_eps,
    ...family.own,
    id2label: Object.fromEntries(labels.map((label, i) => [i, label])),
    label2id: Object.fromEntries(labels.map((label, i) => [label, i])),
    ...PROBLEM[task],
    ...(whole === undefined ? {} : { dtype: DTYPE[storage], transformers_weights: WEIGHTS_FILE }),
  };
}

/** Whose layers these are, and what its `config.json` has of its own. */
function familyOf({ embeddings, encoder }: BertArchitecture) {
  const { position, token_type, projection } = embeddings;
  const { relative_positions: relative } = encoder;
  if (relative) {
    // Its table has two rows more, since its positions begin at 2.
    const positions = { max_position_embeddings: position.rows + 2, relative_attention_num_buckets: relative.buckets };
    const own = { ...positions, bos_token_id: 0, pad_token_id: 1, eos_token_id: 2 };
    return { encoderClass: "MPNetModel", modelType: "mpnet", own };
  }
  const own = { max_position_embeddings: position.rows, type_vocab_size: token_type?.rows ?? 1, pad_token_id: 0 };
  return projection
    ? { encoderClass: "ElectraModel", modelType: "electra", own }
    : { encoderClass: "BertModel", modelType: "bert", own };
}

/** What pipelines make of logits; one number is a score, not a class. */
const PROBLEM: Partial<Record<Card["task"], { problem_type: string }>> = {
  "text-classification": { problem_type: "single_label_classification" },
  "multi-label-classification": { problem_type: "multi_label_classification" },
  "text-regression": { problem_type: "regression" },
};

/** The class of transformers that computes what we serve from these weights, heads included; undefined where none does. */
function wholeModel({ architecture, storage, task }: Omit<Described, "labels">): string | undefined {
  const { embeddings, encoder, pooling, pooler_activation = "tanh", slot_head } = architecture;
  const matrices = [embeddings.word, encoder.attention, encoder.intermediate, encoder.output];
  if (slot_head || DTYPE[storage] === null || !matrices.every(({ kind }) => kind === "dense")) return undefined;
  if (embeddings.projection || encoder.relative_positions) return undefined;
  if (pooling === "pooler") return pooler_activation === "tanh" ? "BertForSequenceClassification" : undefined;
  return task === "token-classification" ? "BertForTokenClassification" : undefined;
}
