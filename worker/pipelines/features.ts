/** Feature extraction: a text's vectors, one a token or one for all. Knows nothing of HTTP. */

export const POOLINGS = ["none", "mean", "cls"] as const;
/** none: as the graph gives them; mean: of all tokens, special ones included, as sentence-transformers does; cls: the first token's. */
export type PoolingOfTokens = (typeof POOLINGS)[number];

/** One vector `[width]` of a text's `[tokens, width]`. */
export function pooled(numbers: Float32Array, width: number, by: Exclude<PoolingOfTokens, "none">): Float32Array {
  if (by === "cls") return numbers.slice(0, width);
  const tokens = numbers.length / width;
  const sums = new Float64Array(width);
  for (let at = 0; at < numbers.length; at += width) for (let k = 0; k < width; k++) sums[k]! += numbers[at + k]!;
  return Float32Array.from(sums, (sum) => sum / tokens);
}

/** Each row divided by its length, `x / max(|x|, 1e-12)` as PyTorch's `normalize` does. */
export function normalized(numbers: Float32Array, width: number): Float32Array {
  const result = new Float32Array(numbers.length);
  for (let at = 0; at < numbers.length; at += width) {
    const row = numbers.subarray(at, at + width);
    const length = Math.max(Math.sqrt(row.reduce((sum, x) => sum + x * x, 0)), 1e-12);
    row.forEach((x, k) => {
      result[at + k] = x / length;
    });
  }
  return result;
}

/** `[rows, width]`, row by row. */
export const rowsOf = (numbers: Float32Array, width: number): number[][] =>
  Array.from({ length: numbers.length / width }, (_, row) => [...numbers.subarray(row * width, (row + 1) * width)]);
