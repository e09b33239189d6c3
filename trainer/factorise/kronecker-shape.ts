/** Shapes and costs of `W ≈ Σᵢ Aᵢ ⊗ Bᵢ`, `W [m1*m2, n1*n2]`. Plain arithmetic: no tensors here. */

/** Every term has the same shapes: A `[m1, n1]`, B `[m2, n2]`. */
export interface KroneckerShape {
  a: readonly [m1: number, n1: number];
  b: readonly [m2: number, n2: number];
  terms: number;
}

export const productShape = ({ a, b }: KroneckerShape): [out: number, width: number] => [a[0] * b[0], a[1] * b[1]];

/** Numbers stored: `r (m1 n1 + m2 n2)`. */
export const kroneckerParameters = ({ a, b, terms }: KroneckerShape) => terms * (a[0] * a[1] + b[0] * b[1]);

/** Which factor meets x first. The results are equal, the costs are not. */
export type FirstFactor = "a" | "b";

/**
 * FLOPs of `A X Bᵀ` for one vector and one term, in the order named. First B: `(2 n2 - 1) m2 n1 + (2 n1 - 1) m2 m1`;
 * first A: `(2 n1 - 1) n2 m1 + (2 n2 - 1) m2 m1`. Source: KroneckerBERT, arXiv 2109.06243, section 3.
 */
export function flopsOfOrder({ a: [m1, n1], b: [m2, n2] }: KroneckerShape, first: FirstFactor): number {
  return first === "b"
    ? (2 * n2 - 1) * m2 * n1 + (2 * n1 - 1) * m2 * m1
    : (2 * n1 - 1) * n2 * m1 + (2 * n2 - 1) * m2 * m1;
}

export const cheaperFirst = (shape: KroneckerShape): FirstFactor =>
  flopsOfOrder(shape, "a") < flopsOfOrder(shape, "b") ? "a" : "b";

/** FLOPs a vector in the cheaper order; as in the paper, adding the terms up is not counted. */
export const kroneckerFlops = (shape: KroneckerShape) => shape.terms * flopsOfOrder(shape, cheaperFirst(shape));
