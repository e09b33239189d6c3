/** Which tensors a model of a given architecture has: their Hugging Face names, shapes and roles. */
import type { Architecture } from "../../r2-assets/format/card.ts";
import { type MatrixPlan, planShapes } from "../factorise/plan.ts";

/** A trained model as plain data: F32, Hugging Face names, linear weights `[out, in]`. */
export type ModelTensors = ReadonlyMap<string, { shape: readonly number[]; data: Float32Array }>;

export interface TensorSpec {
  name: string;
  /** As trained; a dense I8 linear weight lies transposed in the file. */
  shape: [number] | [number, number];
  /**
   * Tables, linear weights and factors follow the artefact's storage; vectors and the head's matrix are always F32.
   * `factor` is what stands in for a linear weight or for the word table: `<name>.kronecker.0.a`, `<name>.low_rank.u`, …
   */
  role: "table" | "linear" | "factor" | "vector" | "head";
}

/** Everything that is served, in the order of the computation. The pooler only where the architecture pools with it. */
export function tensorSpecs({ embeddings, encoder, pooling, head }: Architecture): TensorSpec[] {
  const { width, ffn } = encoder;
  const matrix = (name: string, size: [number, number], plan: MatrixPlan, role: TensorSpec["role"]): TensorSpec[] =>
    Array.from(planShapes(size, plan), ([suffix, shape]) => ({
      name: name + suffix,
      shape: shape as [number, number],
      role: plan.kind === "dense" ? role : "factor",
    }));
  const table = (name: string, plan: Architecture["embeddings"]["word"]) =>
    matrix(`bert.embeddings.${name}_embeddings.weight`, [plan.rows, plan.width], plan, "table");
  const vector = (name: string, length: number): TensorSpec => ({ name, shape: [length], role: "vector" });
  const layerNorm = (name: string) => [vector(`${name}.weight`, width), vector(`${name}.bias`, width)];
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
    ...table("token_type", embeddings.token_type),
    ...layerNorm("bert.embeddings.LayerNorm"),
    ...Array.from({ length: encoder.layers }, (_, i) => layer(`bert.encoder.layer.${i}`)).flat(),
    ...(pooling === "pooler" ? linear("bert.pooler.dense", width, width) : []),
    ...linear("classifier", head.in, head.out, { kind: "dense" }, "head"),
  ];
}

/** Numbers as served: head included, unused parts left out, quantisation scales not counted. */
export function countParameters(architecture: Architecture): number {
  return tensorSpecs(architecture).reduce((sum, { shape }) => sum + size(shape), 0);
}

export const size = (shape: readonly number[]) => shape.reduce((product, n) => product * n, 1);
