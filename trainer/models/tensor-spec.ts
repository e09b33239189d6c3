/** Which tensors a model of a given architecture has: their Hugging Face names, shapes and roles. */
import type { Architecture } from "../../r2-assets/format/card.ts";

/** A trained model as plain data: F32, Hugging Face names, linear weights `[out, in]`. */
export type ModelTensors = ReadonlyMap<string, { shape: readonly number[]; data: Float32Array }>;

export interface TensorSpec {
  name: string;
  /** As trained; an I8 linear weight lies transposed in the file. */
  shape: [number] | [number, number];
  /** Tables and linear weights follow the artefact's storage; vectors and the head's matrix are always F32. */
  role: "table" | "linear" | "vector" | "head";
}

/** Everything that is served, in the order of the computation. The pooler only where the architecture pools with it. */
export function tensorSpecs({ embeddings, encoder, pooling, head }: Architecture): TensorSpec[] {
  const { width, ffn } = encoder;
  const table = (name: string, { rows, width }: { rows: number; width: number }): TensorSpec => ({
    name: `bert.embeddings.${name}_embeddings.weight`,
    shape: [rows, width],
    role: "table",
  });
  const vector = (name: string, length: number): TensorSpec => ({ name, shape: [length], role: "vector" });
  const layerNorm = (name: string) => [vector(`${name}.weight`, width), vector(`${name}.bias`, width)];
  const linear = (name: string, from: number, to: number, role: "linear" | "head" = "linear"): TensorSpec[] => [
    { name: `${name}.weight`, shape: [to, from], role },
    vector(`${name}.bias`, to),
  ];
  const layer = (at: string) => [
    ...linear(`${at}.attention.self.query`, width, width),
    ...linear(`${at}.attention.self.key`, width, width),
    ...linear(`${at}.attention.self.value`, width, width),
    ...linear(`${at}.attention.output.dense`, width, width),
    ...layerNorm(`${at}.attention.output.LayerNorm`),
    ...linear(`${at}.intermediate.dense`, width, ffn),
    ...linear(`${at}.output.dense`, ffn, width),
    ...layerNorm(`${at}.output.LayerNorm`),
  ];
  return [
    table("word", embeddings.word),
    table("position", embeddings.position),
    table("token_type", embeddings.token_type),
    ...layerNorm("bert.embeddings.LayerNorm"),
    ...Array.from({ length: encoder.layers }, (_, i) => layer(`bert.encoder.layer.${i}`)).flat(),
    ...(pooling === "pooler" ? linear("bert.pooler.dense", width, width) : []),
    ...linear("classifier", head.in, head.out, "head"),
  ];
}

/** Numbers as served: head included, unused parts left out, quantisation scales not counted. */
export function countParameters(architecture: Architecture): number {
  return tensorSpecs(architecture).reduce((sum, { shape }) => sum + size(shape), 0);
}

export const size = (shape: readonly number[]) => shape.reduce((product, n) => product * n, 1);
