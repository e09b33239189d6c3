/** A tensor that a model has: its Hugging Face name, its shape and its role. */
/** A trained model as plain data: F32, Hugging Face names, linear weights `[out, in]`. */
export type ModelTensors = ReadonlyMap<string, { shape: readonly number[]; data: Float32Array }>;

export interface TensorSpec {
  name: string;
  /** As trained; a dense I8 linear weight lies transposed in the file. */
  shape: [number] | [number, number];
  /**
   * Tables, linear weights and factors follow the artefact's storage; vectors, the head's matrix and `small` tables are always F32.
   * `factor` is what stands in for a linear weight or for the word table: `<name>.kronecker.0.a`, `<name>.low_rank.u`, …, or another
   * matrix that is multiplied as floats in every storage, as an LSTM's are.
   */
  role: "table" | "linear" | "factor" | "vector" | "head" | "small";
}

export const size = (shape: readonly number[]) => shape.reduce((product, n) => product * n, 1);
