import { type Tensor, type Tensor2D, tf } from "../backend/tf.ts";
import { cheaperFirst, type KroneckerShape, productShape } from "../factorise/kronecker-shape.ts";
import { leftMultiply } from "./left-multiply.ts";

/** One summand `A ⊗ B`: a `[m1, n1]`, b `[m2, n2]`. */
export interface KroneckerTerm {
  a: Tensor;
  b: Tensor;
}

/**
 * `y = x Wᵀ` for `W = Σᵢ Aᵢ ⊗ Bᵢ`, without building W.
 *
 * Row-major identity: read a row of x as X `[n1, n2]`; the row of y is then `Σᵢ Aᵢ X Bᵢᵀ`. The factor that makes it
 * cheaper goes first. A small A (FFN) multiplies each X where it lies. A large one (attention) takes two transpositions
 * and one product over all rows: the first factors of all terms in one product, the second ones summing the terms as
 * part of their inner dimension.
 * Shapes: x `[..., n1*n2]` -> `[..., m1*m2]`. Source: KroneckerBERT, arXiv 2109.06243, section 3.
 * Throws RangeError when x is not n1*n2 wide or the terms differ in shape.
 */
export function kroneckerMatMul(x: Tensor, terms: readonly KroneckerTerm[]): Tensor {
  const shape = commonShape(terms);
  const [out, width] = productShape(shape);
  if (x.shape.at(-1) !== width) {
    throw new RangeError(`kroneckerMatMul: x is ${x.shape.at(-1)} wide, expected ${shape.a[1]}*${shape.b[1]}`);
  }
  const how = shape.a[0] * shape.a[1] <= SMALL ? inPlace : transposing;
  return tf.reshape(how(x, terms, shape), [...x.shape.slice(0, -1), out]);
}

/**
 * Entries of A up to which it multiplies in place. Native backend, 4,096 rows, forward: 16x2 ⊗ 96x192 takes 5.5 ms in
 * place and 9.0 transposing, 2x16 ⊗ 192x96 1.6 and 8.4; 192x48 ⊗ 2x8 4.7 and 3.5, 192x192 ⊗ 2x2 12.6 and 4.7.
 */
const SMALL = 256;

function inPlace(x: Tensor, terms: readonly KroneckerTerm[], shape: KroneckerShape): Tensor {
  const [[m1, n1], [m2, n2]] = [shape.a, shape.b];
  const n = x.size / (n1 * n2);
  const products = terms.map(({ a, b }) => {
    if (cheaperFirst(shape) === "a") {
      return rowsTimes(tf.reshape(leftMultiply(a, tf.reshape(x, [n, n1, n2])), [n * m1, n2]), b);
    }
    return leftMultiply(a, tf.reshape(rowsTimes(tf.reshape(x, [n * n1, n2]), b), [n, n1, m2]));
  });
  return products.length === 1 ? products[0] : tf.addN(products.map((y) => tf.reshape(y, [n, m1 * m2])));
}

const transposing = (x: Tensor, terms: readonly KroneckerTerm[], shape: KroneckerShape) =>
  cheaperFirst(shape) === "b" ? firstB(x, terms, shape) : firstA(x, terms, shape);

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
