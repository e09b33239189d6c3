/** `x Wᵀ` as ONNX nodes for a W stored as factors, without building W. No bias here. */
import { cheaperFirst, type KroneckerShape } from "../factorise/kronecker-shape.ts";
import type { Edge, GraphBuilder } from "./graph-builder.ts";
import { factor, joined } from "./stored-factor.ts";

/** A matrix's name in the weights (`….query.weight`), and that of its product in the graph. */
export interface Product {
  weight: string;
  at: string;
}

/** `U V`: `(x Vᵀ) Uᵀ` for x `[rows, in]` -> `[rows, out]`. */
export function lowRankProduct(g: GraphBuilder, { weight, at }: Product, x: Edge): Edge {
  const narrow = g.node("Gemm", `${at}.narrow`, [x, factor(g, `${weight}.low_rank.v`)], { transB: 1n });
  return g.node("Gemm", at, [narrow, factor(g, `${weight}.low_rank.u`)], { transB: 1n });
}

/**
 * `Σᵢ Aᵢ ⊗ Bᵢ`: a row of x is read as X `[n1, n2]`, the row of y is `Y = Σᵢ Aᵢ X Bᵢᵀ` `[m1, m2]`, for several matrices over
 * the same x `[rows, n1*n2]` -> `[rows, m1*m2]` each.
 *
 * The factor on the right meets all rows in one product, the one on the left needs a product a row. So the larger factor
 * goes to the right: B as it is, A by way of `Yᵀ = Σᵢ Bᵢ Xᵀ Aᵢᵀ`, which costs a transposition of x and one of y.
 */
export function kroneckerProducts(
  g: GraphBuilder,
  products: readonly Product[],
  { a, b, terms }: KroneckerShape,
  x: Edge,
): Edge[] {
  const first = cheaperFirst({ a, b, terms });
  const turned = a[0] * a[1] > b[0] * b[1];
  const [left, right] = turned ? [b, a] : [a, b];
  const asMatrix = reshape(g, `${x}.matrix.${a[1]}x${b[1]}`, x, [-1, a[1], b[1]]);
  const input = turned ? swap(g, `${x}.turned.${b[1]}x${a[1]}`, asMatrix) : asMatrix;
  const factors = (weight: string, which: "a" | "b") =>
    Array.from({ length: terms }, (_, i) => factor(g, `${weight}.kronecker.${i}.${which}`));
  return products.map(({ weight, at }) => {
    const [as, bs] = [factors(weight, "a"), factors(weight, "b")];
    const sides: Sides = {
      ...{ weight, at, left, right, terms },
      ...(turned ? { lefts: bs, rights: as } : { lefts: as, rights: bs }),
    };
    const rightFirst = (first === "b") !== turned;
    const y = rightFirst ? throughRight(g, sides, input) : throughLeft(g, sides, input);
    return reshape(g, at, turned ? swap(g, `${at}.turned`, y) : y, [-1, a[0] * b[0]]);
  });
}

/** `Y = Σᵢ Lᵢ X Rᵢᵀ` for X `[rows, p, q]`, L `[l, p]`, R `[k, q]`; Y is `[rows, l, k]`, or has its first two axes as one. */
interface Sides extends Product {
  left: readonly [l: number, p: number];
  right: readonly [k: number, q: number];
  terms: number;
  lefts: Edge[];
  rights: Edge[];
}

function throughRight(g: GraphBuilder, s: Sides, x: Edge): Edge {
  const [[l, p], [k, q], r] = [s.left, s.right, s.terms];
  const right = joined(g, `${s.weight}.right`, s.rights, 0, [r * k, q]);
  const left = joined(g, `${s.weight}.left`, s.lefts, 2, [l, p * r]);
  const z = rowsTimes(g, `${s.at}.right`, reshape(g, `${s.at}.rows`, x, [-1, q]), right); // [rows*p, r*k]
  const y = g.node("MatMul", `${s.at}.left`, [left, reshape(g, `${s.at}.middle`, z, [-1, p * r, k])]);
  return y; // [rows, l, k]
}

function throughLeft(g: GraphBuilder, s: Sides, x: Edge): Edge {
  const [[l, p], [k, q], r] = [s.left, s.right, s.terms];
  const left = joined(g, `${s.weight}.left`, s.lefts, 1, [l * r, p]);
  const right = joined(g, `${s.weight}.right`, s.rights, 1, [k, r * q]);
  const z = g.node("MatMul", `${s.at}.left`, [left, x]); // [rows, l*r, q]
  const y = rowsTimes(g, `${s.at}.right`, reshape(g, `${s.at}.middle`, z, [-1, r * q]), right); // [rows*l, k]
  return reshape(g, `${s.at}.product`, y, [-1, l, k]);
}

/** `x Fᵀ` */
const rowsTimes = (g: GraphBuilder, at: string, x: Edge, f: Edge) => g.node("Gemm", at, [x, f], { transB: 1n });

const swap = (g: GraphBuilder, at: string, x: Edge) => g.node("Transpose", at, [x], { perm: [0n, 2n, 1n] });

const reshape = (g: GraphBuilder, at: string, x: Edge, shape: readonly number[]) =>
  g.node("Reshape", at, [x, g.ints(`shape.${shape.join("x")}`, shape)]);
