import { type Tensor, type Tensor2D, tf } from "../backend/tf.ts";
import { cheaperFirst, type KroneckerShape, productShape } from "../factorise/kronecker-shape.ts";

/** One summand `A ⊗ B`: a `[m1, n1]`, b `[m2, n2]`. */
export interface KroneckerTerm {
  a: Tensor;
  b: Tensor;
}

/**
 * `y = x Wᵀ` for `W = Σᵢ Aᵢ ⊗ Bᵢ`, without building W.
 *
 * Row-major identity: read a row of x as X `[n1, n2]`; the row of y is then `Σᵢ Aᵢ X Bᵢᵀ`. The factor that makes it
 * cheaper goes first, for all terms in one product; the other factor's product sums the terms as part of its inner
 * dimension. Two products and two transpositions in each direction, whatever the number of terms.
 * Shapes: x `[..., n1*n2]` -> `[..., m1*m2]`. Source: KroneckerBERT, arXiv 2109.06243, section 3.
 * Throws RangeError when x is not n1*n2 wide or the terms differ in shape.
 */
export function kroneckerMatMul(x: Tensor, terms: readonly KroneckerTerm[]): Tensor {
  const shape = commonShape(terms);
  const [out, width] = productShape(shape);
  if (x.shape.at(-1) !== width) {
    throw new RangeError(`kroneckerMatMul: x is ${x.shape.at(-1)} wide, expected ${shape.a[1]}*${shape.b[1]}`);
  }
  const y = cheaperFirst(shape) === "b" ? firstB(x, terms, shape) : firstA(x, terms, shape);
  return tf.reshape(y, [...x.shape.slice(0, -1), out]);
}

function firstB(x: Tensor, terms: readonly KroneckerTerm[], { a: [m1, n1], b: [m2, n2], terms: r }: KroneckerShape) {
  const n = x.size / (n1 * n2);
  const xb = rowsTimes(tf.reshape(x, [n * n1, n2]), stacked(terms, "b")); //                    [n*n1, r*m2]
  const perRow = tf.transpose(tf.reshape(xb, [n, n1, r, m2]), [0, 3, 2, 1]); //                 [n, m2, r, n1]
  const y = rowsTimes(tf.reshape(perRow, [n * m2, r * n1]), sideBySide(terms, "a")); //         [n*m2, m1]
  return tf.transpose(tf.reshape(y, [n, m2, m1]), [0, 2, 1]);
}

function firstA(x: Tensor, terms: readonly KroneckerTerm[], { a: [m1, n1], b: [, n2], terms: r }: KroneckerShape) {
  const n = x.size / (n1 * n2);
  const columns = tf.transpose(tf.reshape(x, [n, n1, n2]), [0, 2, 1]); //                       [n, n2, n1]
  const ax = rowsTimes(tf.reshape(columns, [n * n2, n1]), stacked(terms, "a")); //              [n*n2, r*m1]
  const perRow = tf.transpose(tf.reshape(ax, [n, n2, r, m1]), [0, 3, 2, 1]); //                 [n, m1, r, n2]
  return rowsTimes(tf.reshape(perRow, [n * m1, r * n2]), sideBySide(terms, "b")); //            [n*m1, m2]
}

const rowsTimes = (rows: Tensor, factor: Tensor) => tf.matMul(rows as Tensor2D, factor as Tensor2D, false, true);

/** `[rows, columns]` of every term -> `[r * rows, columns]`. */
const stacked = (terms: readonly KroneckerTerm[], factor: "a" | "b") => joined(terms, factor, 0);

/** `[rows, columns]` of every term -> `[rows, r * columns]`. */
const sideBySide = (terms: readonly KroneckerTerm[], factor: "a" | "b") => joined(terms, factor, 1);

const joined = (terms: readonly KroneckerTerm[], factor: "a" | "b", axis: number): Tensor =>
  terms.length === 1
    ? terms[0][factor]
    : tf.concat(
        terms.map((term) => term[factor]),
        axis,
      );

function commonShape(terms: readonly KroneckerTerm[]): KroneckerShape {
  if (terms.length === 0) throw new RangeError("kroneckerMatMul: no terms");
  const [{ a, b }] = terms;
  const alike = terms.every((term) => `${term.a.shape}` === `${a.shape}` && `${term.b.shape}` === `${b.shape}`);
  if (!alike) throw new RangeError("kroneckerMatMul: the terms differ in shape");
  return { a: a.shape as [number, number], b: b.shape as [number, number], terms: terms.length };
}
