/** Activations, normalisation, attention and LSTM by their definitions, in doubles. */

/** By Taylor's series up to |x| = 3 and Lentz's continued fraction of erfc beyond. Checked against PyTorch's in golden values. */
export function erf(x: number): number {
  const z = Math.abs(x);
  if (z > 6) return Math.sign(x);
  if (z <= 3) {
    let [term, sum] = [z, z];
    for (let n = 1; n < 80; n++) {
      term *= (-z * z) / n;
      sum += term / (2 * n + 1);
    }
    return (Math.sign(x) * 2 * sum) / Math.sqrt(Math.PI);
  }
  let fraction = 0;
  for (let n = 60; n > 0; n--) fraction = n / 2 / (z + fraction);
  return Math.sign(x) * (1 - Math.exp(-z * z) / (z + fraction) / Math.sqrt(Math.PI));
}

export const geluErf = (x: number) => (x * (1 + erf(x / Math.SQRT2))) / 2;

export const geluTanh = (x: number) => (x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3)))) / 2;

/** `(x - mean) / √(variance + eps) γ + β` of one row. */
export function layerNorm(x: number[], gamma: ArrayLike<number>, beta: ArrayLike<number>, epsilon: number): number[] {
  const mean = x.reduce((sum, value) => sum + value, 0) / x.length;
  const variance = x.reduce((sum, value) => sum + (value - mean) ** 2, 0) / x.length;
  return x.map((value, i) => ((value - mean) / Math.sqrt(variance + epsilon)) * gamma[i]! + beta[i]!);
}

export interface AttentionSizes {
  queries: number;
  keys: number;
  heads: number;
  d: number;
}

/** `softmax(Q Kᵀ / √d) V` by head; q `[queries, heads d]`, k and v with `keys` rows or more, of which the rest is not read. */
export function attention(
  q: ArrayLike<number>,
  k: ArrayLike<number>,
  v: ArrayLike<number>,
  { queries, keys, heads, d }: AttentionSizes,
): number[] {
  const width = heads * d;
  return Array.from({ length: queries * width }, (_, at) => {
    const [i, column] = [Math.floor(at / width), at % width];
    const head = column - (column % d);
    const scores = Array.from({ length: keys }, (_, j) => {
      let product = 0;
      for (let c = head; c < head + d; c++) product += q[i * width + c]! * k[j * width + c]!;
      return product / Math.sqrt(d);
    });
    const top = Math.max(...scores);
    const weights = scores.map((score) => Math.exp(score - top));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    return weights.reduce((sum, weight, j) => sum + (weight / total) * v[j * width + column]!, 0);
  });
}

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

/** A step of one text: `gates` `[4 units]` before their functions, in the order input, forget, cell, output. */
export function lstmCell(gates: ArrayLike<number>, c: ArrayLike<number>): { h: number[]; c: number[] } {
  const units = c.length;
  const at = (block: number, u: number) => gates[block * units + u]!;
  const next = Array.from(
    { length: units },
    (_, u) => sigmoid(at(1, u)) * c[u]! + sigmoid(at(0, u)) * Math.tanh(at(2, u)),
  );
  return { h: next.map((cell, u) => sigmoid(at(3, u)) * Math.tanh(cell)), c: next };
}
