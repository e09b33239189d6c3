/** Kronecker layers against the product written out, test/golden/kronecker.json (numpy, float64) and differences. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { forEachBackend } from "../backend/for-each-backend.ts";
import { type Tensor, type Tensor1D, type Tensor2D, tf } from "../backend/tf.ts";
import { seededNormal, seededRandom } from "../data/random.ts";
import { cheaperFirst } from "../factorise/kronecker-shape.ts";
import { kroneckerEmbedding } from "./kronecker-embedding.ts";
import { type KroneckerTerm, kroneckerMatMul } from "./kronecker-matmul.ts";
import { valueAndGradients } from "./value-and-gradients.ts";

interface Product {
  a: number[][][];
  b: number[][][];
  x: number[][];
  dy: number[][];
  y: number[][];
  dx: number[][];
  da: number[][][];
  db: number[][][];
}
const golden: { products: Product[] } = JSON.parse(
  readFileSync(new URL("../../test/golden/kronecker.json", import.meta.url), "utf8"),
);

const expectClose = (actual: Tensor, expected: ArrayLike<number>, digits = 4) => {
  const values = actual.dataSync();
  expect(values).toHaveLength(expected.length);
  for (let i = 0; i < values.length; i++) expect(values[i]).toBeCloseTo(expected[i], digits);
};

forEachBackend(() => {
  const normal = seededNormal(11);
  const random = (...shape: number[]) =>
    tf.tensor(Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, normal), shape);

  /** `A ⊗ B` by its index form: `W[i*m2+k][j*n2+l] = A[i][j] B[k][l]`. */
  function kron(a: Tensor, b: Tensor): Tensor2D {
    const [[m1, n1], [m2, n2]] = [a.shape, b.shape];
    return tf.reshape(tf.mul(tf.reshape(a, [m1, 1, n1, 1]), tf.reshape(b, [1, m2, 1, n2])), [m1 * m2, n1 * n2]);
  }

  const explicit = (x: Tensor, terms: KroneckerTerm[]) =>
    tf.matMul(x as Tensor2D, tf.addN(terms.map(({ a, b }) => kron(a, b))), false, true);

  test("equals x Wᵀ with W written out, on random shapes, terms and both orders", () => {
    const draw = seededRandom(5);
    const below = (n: number) => 1 + Math.floor(draw() * n);
    const orders = new Set<string>();
    for (let round = 0; round < 40; round++) {
      const [m1, n1, m2, n2, r, n] = [below(7), below(7), below(7), below(7), below(3), below(5)];
      const terms = Array.from({ length: r }, () => ({ a: random(m1, n1), b: random(m2, n2) }));
      orders.add(cheaperFirst({ a: [m1, n1], b: [m2, n2], terms: r }));
      const x = random(n, n1 * n2);
      expectClose(kroneckerMatMul(x, terms), explicit(x, terms).dataSync());
    }
    expect([...orders].sort()).toEqual(["a", "b"]);
  });

  test.each(golden.products.map((product, i) => ({ ...product, i })))(
    "value and gradients match the reference, product $i",
    ({ a, b, x, dy, y, dx, da, db }) => {
      const terms = a.map((_, i) => ({ a: tf.tensor2d(a[i]), b: tf.tensor2d(b[i]) }));
      const parameters: Record<string, Tensor> = { x: tf.tensor2d(x) };
      terms.forEach((term, i) => {
        parameters[`a${i}`] = term.a;
        parameters[`b${i}`] = term.b;
      });
      const weights = tf.tensor2d(dy);
      const loss = () => tf.sum(tf.mul(kroneckerMatMul(parameters.x, terms), weights));
      const { gradients } = valueAndGradients(parameters, loss as never);
      expectClose(kroneckerMatMul(parameters.x, terms), y.flat());
      expectClose(gradients.x, dx.flat());
      da.forEach((gradient, i) => {
        expectClose(gradients[`a${i}`], gradient.flat());
      });
      db.forEach((gradient, i) => {
        expectClose(gradients[`b${i}`], gradient.flat());
      });
    },
  );

  test.each<[string, [number, number], [number, number]]>([
    ["a", [2, 3], [4, 5]],
    ["b", [6, 4], [2, 2]],
  ])("gradients agree with central differences, %s first", (first, aShape, bShape) => {
    expect(cheaperFirst({ a: aShape, b: bShape, terms: 2 })).toBe(first);
    const parameters: Record<string, Tensor> = { x: random(2, aShape[1] * bShape[1]) };
    for (const i of [0, 1]) Object.assign(parameters, { [`a${i}`]: random(...aShape), [`b${i}`]: random(...bShape) });
    // Squared, so that every gradient depends on every argument.
    const loss = (p: Record<string, Tensor>) => {
      const terms = [0, 1].map((i) => ({ a: p[`a${i}`], b: p[`b${i}`] }));
      return tf.mean(tf.square(kroneckerMatMul(p.x, terms)));
    };
    const { gradients } = valueAndGradients(parameters, () => loss(parameters) as never);
    const h = 1e-2;
    for (const [name, tensor] of Object.entries(parameters)) {
      const analytic = gradients[name].dataSync();
      for (let i = 0; i < tensor.size; i += 3) {
        const moved = (by: number) => {
          const data = Float32Array.from(tensor.dataSync());
          data[i] += by;
          return loss({ ...parameters, [name]: tf.tensor(data, tensor.shape) }).dataSync()[0];
        };
        expect(Math.abs((moved(h) - moved(-h)) / (2 * h) - analytic[i])).toBeLessThan(1e-2);
      }
    }
  });

  test("leading dimensions are kept", () => {
    const [x, terms] = [random(2, 3, 8), [{ a: random(3, 2), b: random(5, 4) }]];
    const y = kroneckerMatMul(x, terms);
    expect(y.shape).toEqual([2, 3, 15]);
    expectClose(y, explicit(tf.reshape(x, [6, 8]), terms).dataSync());
    expect(kroneckerMatMul(tf.reshape(x, [48]).slice(0, 8), terms).shape).toEqual([15]);
  });

  test("the transpose is the product of the transposes", () => {
    const [a, b, x] = [random(3, 4), random(2, 5), random(4, 6)];
    const transposed = kroneckerMatMul(x, [{ a: tf.transpose(a), b: tf.transpose(b) }]);
    expectClose(transposed, tf.matMul(x as Tensor2D, kron(a, b)).dataSync());
  });

  test("what does not fit is refused", () => {
    const term = { a: random(2, 2), b: random(2, 3) };
    expect(() => kroneckerMatMul(random(1, 5), [term])).toThrow("x is 5 wide, expected 2*3");
    expect(() => kroneckerMatMul(random(1, 6), [])).toThrow(RangeError);
    expect(() => kroneckerMatMul(random(1, 6), [term, { a: random(2, 3), b: random(2, 2) }])).toThrow("differ");
    expect(() => kroneckerEmbedding(random(3, 2), random(2, 3), tf.tensor1d([0], "int32"))).toThrow(RangeError);
  });

  const words = () => ({
    a: tf.tensor2d([
      [1, 2],
      [0, 3],
      [-1, 1],
    ]),
    b: tf.tensor2d([[1, -1, 2]]),
  });

  test("a row of the word table is its row of A times B", () => {
    const { a, b } = words();
    const ids = tf.tensor1d([0, 1, 2, 0], "int32") as Tensor1D;
    expect(kroneckerEmbedding(a, b, ids).arraySync()).toEqual([
      [1, -1, 2, 2, -2, 4],
      [0, 0, 0, 3, -3, 6],
      [-1, 1, -2, 1, -1, 2],
      [1, -1, 2, 2, -2, 4],
    ]);
    const [table, factor] = [random(9, 4), random(1, 3)];
    const all = tf.range(0, 9, 1, "int32") as Tensor1D;
    expectClose(kroneckerEmbedding(table, factor, all), kron(table, factor).dataSync());
  });

  test("the gradient touches only the rows looked up, and sums repeated ones", () => {
    const { a, b } = words();
    const ids = tf.tensor1d([2, 2], "int32") as Tensor1D;
    const weights = tf.tensor2d([
      [1, 0, 0, 0, 1, 0],
      [0, 0, 1, 1, 0, 0],
    ]);
    const loss = () => tf.sum(tf.mul(kroneckerEmbedding(a, b, ids), weights));
    const { gradients } = valueAndGradients({ a, b }, loss as never);
    expect(gradients.a.arraySync()).toEqual([
      [0, 0],
      [0, 0],
      [1 + 2, -1 + 1],
    ]);
    expect(gradients.b.arraySync()).toEqual([[-1 + 1, 1, -1]]);
  });
});
