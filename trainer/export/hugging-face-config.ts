import type { Card } from "../../r2-assets/format/card.ts";
import { WEIGHTS_FILE } from "../../r2-assets/format/keys.ts";

const DTYPE = { f32: "float32", f16: "float16", i8: null } as const;

/**
 * `config.json`: a `BertConfig`, from which `AutoModel.from_pretrained` builds the encoder of a dense F32 or F16 artefact
 * (`transformers_weights` names the file; checked with transformers 5.23). Others name no weights there: I8 matrices lie
 * transposed and scaled, and square ones would load without a word; of factored matrices transformers knows nothing, and
 * would start them at random.
 */
export function huggingFaceConfig({
  architecture,
  labels,
  storage,
}: Pick<Card, "architecture" | "labels" | "storage">) {
  const { embeddings, encoder } = architecture;
  const matrices = [embeddings.word, encoder.attention, encoder.intermediate, encoder.output];
  const dtype = matrices.every(({ kind }) => kind === "dense") ? DTYPE[storage] : null;
  return {
    architectures: ["BertModel"],
    model_type: "bert",
    vocab_size: embeddings.word.rows,
    hidden_size: encoder.width,
    num_hidden_layers: encoder.layers,
    num_attention_heads: encoder.heads,
    intermediate_size: encoder.ffn,
    hidden_act: "gelu",
    layer_norm_eps: encoder.layer_norm_eps,
    max_position_embeddings: embeddings.position.rows,
    type_vocab_size: embeddings.token_type.rows,
    pad_token_id: 0,
    id2label: Object.fromEntries(labels.map((label, i) => [i, label])),
    label2id: Object.fromEntries(labels.map((label, i) => [label, i])),
    ...(dtype === null ? {} : { dtype, transformers_weights: WEIGHTS_FILE }),
  };
}
