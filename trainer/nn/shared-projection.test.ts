import { describe, expect, test } from "vitest";
import golden from "../../test/golden/mixed-vocabulary.json" with { type: "json" };
import { forEachBackend } from "../backend/for-each-backend.ts";
import { type Tensor, tf } from "../backend/tf.ts";
import { grownError, type Projected, shrunkError } from "./shared-projection.ts";
import { valueAndGradients } from "./value-and-gradients.ts";

const T = [[1, 0, 2], [0, 1, 0], [3, 0, 1]]; // biome-ignore format: a matrix
const S = [[1, 1], [0, 2]]; // biome-ignore format: a matrix
const U = [[1, 0, 1], [0, 1, 0]]; // biome-ignore format: a matrix
const V = [[1, 0], [0, 1], [0, 1]]; // biome-ignore format: a matrix

const matrix = (rows: number[][]) => tf.tensor2d(rows);
const turned = (rows: number[][]) => tf.transpose(matrix(rows));
const down = (): Projected & Record<string, Tensor> => ({
  teacher: matrix(T),
  student: matrix(S),
  u: matrix(U),
  v: matrix(V),
});
const up = (): Projected & Record<string, Tensor> => ({
  teacher: matrix(T),
  student: matrix(S),
  u: turned(U),
  v: turned(V),
});
const KINDS = { down: { error: shrunkError, given: down }, up: { error: grownError, given: up } } as const;

forEachBackend(() => {
  describe.each(["down", "up"] as const)("%s", (kind) => {
    const { error, given } = KINDS[kind];

    test("loss and gradients are PyTorch's", () => {
      const matrices = given();
      const { value, gradients } = valueAndGradients(matrices, () => error(matrices));
      expect(value.dataSync()[0]).toBe(golden.projections[kind].loss);
      for (const [name, expected] of Object.entries(golden.projections[kind].gradients))
        expect([...gradients[name]!.dataSync()].map((x) => x + 0)).toEqual(expected.map((x) => x + 0));
    });

    test("swapped projections and a matrix of another shape are refused", () => {
      const { u, v, ...others } = given();
      expect(() => error({ ...others, u: v, v: u! })).toThrow(
        /^projections of \[\d,\d\] and \[\d,\d\] do not take a matrix of \[\d,\d\] to one of \[\d,\d\]$/,
      );
      const wide = tf.zeros([3, 4]); // FFN up where another is expected
      expect(() => error({ ...given(), teacher: wide })).toThrow(RangeError);
      expect(() => error({ ...given(), student: tf.zeros([1, 2]) })).toThrow(RangeError); // it could be broadcast
    });
  });

  test("nothing is left where one is the other's image", () => {
    const { teacher, student, u, v } = down();
    const image = tf.matMul(tf.matMul(u!, teacher), v);
    expect(shrunkError({ teacher, student: image, u, v }).dataSync()[0]).toBe(0);
    const grown = up();
    const large = tf.matMul(tf.matMul(grown.u!, student), grown.v);
    expect(grownError({ ...grown, teacher: large }).dataSync()[0]).toBe(0);
  });

  test("of square rotations both directions agree for the inverse pair", () => {
    const rotation = (angle: number) =>
    tf.tensor2d([[Math.cos(angle), -Math.sin(angle)], [Math.sin(angle), Math.cos(angle)]]); // biome-ignore format: a matrix
    const [teacher, student] = [matrix([[1, 2], [3, 4]]), matrix([[5, 1], [0, 2]])]; // biome-ignore format: matrices
    const shrunk = shrunkError({ teacher, student, u: rotation(0.4), v: rotation(1.1) }).dataSync()[0];
    const grown = grownError({ teacher, student, u: rotation(-0.4), v: rotation(-1.1) }).dataSync()[0];
    expect(grown).toBeCloseTo(shrunk!, 4);
  });

  test("without U rows are the same in both", () => {
    const [teacher, v] = [matrix(T), matrix(V)];
    const student = matrix([
      [1, 2],
      [0, 1],
      [3, 2],
    ]); // one off
    expect(shrunkError({ teacher, student, u: null, v }).dataSync()[0]).toBe(1);
  });
});
