import type { BertArchitecture } from "../../../r2-assets/format/bert-architecture.ts";
import type { Embedding } from "../../../r2-assets/format/layers.ts";
import { type MatrixPlan, planShapes } from "../../factorise/plan.ts";
import { slotTensors } from "../slot-tensors.ts";
import type { TensorSpec } from "../tensor-spec.ts";
import { type BertConfig, describeBert } from "./config.ts";

export const WORD_TABLE = "bert.embeddings.word_embeddings.weight";

/** The layer that widens narrow tables, as ELECTRA's files name it below their prefix. */
export const PROJECTION = "bert.embeddings_project";

/** Relative positions, which all layers share, as MPNet's files name them below their prefix. */
export const RELATIVE_TABLE = "bert.encoder.relative_attention_bias.weight";

/** Everything that is served, in the order of the computation. The pooler only where the architecture pools with it. */
export function bertTensors({ embeddings, encoder, pooling, head, slot_head }: BertArchitecture): TensorSpec[] {
  const { width, ffn, heads, relative_positions } = encoder;
  const matrix = (name: string, size: [number, number], plan: MatrixPlan, role: TensorSpec["role"]): TensorSpec[] =>
    Array.from(planShapes(size, plan), ([suffix, shape]) => ({
      name: name + suffix,
      shape: shape as [number, number],
      role: plan.kind === "dense" ? role : "factor",
    }));
  const table = (name: string, plan: Embedding) =>
    matrix(`bert.embeddings.${name}_embeddings.weight`, [plan.rows, plan.width], plan, "table");
  const vector = (name: string, length: number): TensorSpec => ({ name, shape: [length], role: "vector" });
  const layerNorm = (name: string, length = width) => [
    vector(`${name}.weight`, length),
    vector(`${name}.bias`, length),
  ];
  const linear = (
    name: string,
    from: number,
    to: number,
    plan: MatrixPlan = { kind: "dense" },
    role: "linear" | "head" = "linear",
  ): TensorSpec[] => [...matrix(`${name}.weight`, [to, from], plan, role), vector(`${name}.bias`, to)];
  const layer = (at: string) => [
    ...linear(`${at}.attention.self.query`, width, width, encoder.attention),
    ...linear(`${at}.attention.self.key`, width, width, encoder.attention),
    ...linear(`${at}.attention.self.value`, width, width, encoder.attention),
    ...linear(`${at}.attention.output.dense`, width, width, encoder.attention),
    ...layerNorm(`${at}.attention.output.LayerNorm`),
    ...linear(`${at}.intermediate.dense`, width, ffn, encoder.intermediate),
    ...linear(`${at}.output.dense`, ffn, width, encoder.output),
    ...layerNorm(`${at}.output.LayerNorm`),
  ];
  return [
    ...table("word", embeddings.word),
    ...table("position", embeddings.position),
    ...(embeddings.token_type ? table("token_type", embeddings.token_type) : []),
    ...layerNorm("bert.embeddings.LayerNorm", embeddings.word.width),
    ...(embeddings.projection ? linear(PROJECTION, embeddings.projection.in, width) : []),
    ...(relative_positions
      ? [{ name: RELATIVE_TABLE, shape: [relative_positions.buckets, heads], role: "small" } satisfies TensorSpec]
      : []),
    ...Array.from({ length: encoder.layers }, (_, i) => layer(`bert.encoder.layer.${i}`)).flat(),
    ...(pooling === "pooler" ? linear("bert.pooler.dense", width, width) : []),
    ...linear("classifier", head.in, head.out, { kind: "dense" }, "head"),
    ...slotTensors(slot_head),
  ];
}

/** Every parameter's name and shape, in Hugging Face's names and order: embeddings, layers, pooler if read, head. */
export const bertShapes = (config: BertConfig): Map<string, number[]> =>
  new Map(bertTensors(describeBert(config)).map(({ name, shape }) => [name, shape]));
