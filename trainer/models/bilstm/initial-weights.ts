import { seededNormal, seededRandom } from "../../data/random.ts";
import type { Weights } from "../weights.ts";
import { type BilstmConfig, describeBilstm } from "./config.ts";
import { bilstmTensors } from "./tensors.ts";

/** Beside the seed that normal numbers are drawn by. */
const UNIFORM = 0x5eed;

/**
 * An untrained student, as Keras, in which XtremeDistil is written, starts such layers: matrices uniform in `±√(6 / (in + out))` (Glorot
 * and Bengio 2010), recurrent ones with orthonormal columns (Saxe et al. 2014), biases 0 but those of the forget gates, 1
 * (Jozefowicz et al. 2015); words' vectors uniform in ±0.05.
 */
export function freshBilstm(config: BilstmConfig, seed: number): Map<string, Weights> {
  const random = seededRandom(seed ^ UNIFORM);
  const normal = seededNormal(seed);
  const uniform = (data: Float32Array, bound: number) => data.map(() => (2 * random() - 1) * bound);
  return new Map(
    bilstmTensors(describeBilstm(config)).map(({ name, shape, role }): [string, Weights] => {
      const data = new Float32Array(shape.reduce((a, b) => a * b, 1));
      const [rows, columns] = shape;
      if (role === "table") return [name, { shape, data: uniform(data, 0.05) }];
      if (name.includes("weight_hh")) return [name, { shape, data: orthonormalColumns(rows, columns!, normal) }];
      if (role !== "vector") return [name, { shape, data: uniform(data, Math.sqrt(6 / (rows + columns!))) }];
      if (name.includes("lstm")) data.fill(1, rows / 4, rows / 2); // the second block is the forget gate's
      return [name, { shape, data }];
    }),
  );
}

/** `[rows, columns]`, rows >= columns: Gram and Schmidt on normal vectors. */
function orthonormalColumns(rows: number, columns: number, normal: () => number): Float32Array {
  const vectors: Float64Array[] = [];
  while (vectors.length < columns) {
    const vector = Float64Array.from({ length: rows }, normal);
    for (
      let pass = 0;
      pass < 2;
      pass++ // the second takes away what rounding left of the first
    )
      for (const other of vectors) {
        const along = dot(vector, other);
        for (let i = 0; i < rows; i++) vector[i]! -= along * other[i]!;
      }
    const length = Math.sqrt(dot(vector, vector));
    vectors.push(vector.map((value) => value / length));
  }
  const matrix = new Float32Array(rows * columns);
  for (const [column, vector] of vectors.entries())
    for (let row = 0; row < rows; row++) matrix[row * columns + column] = vector[row]!;
  return matrix;
}

const dot = (a: Float64Array, b: Float64Array): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
};
