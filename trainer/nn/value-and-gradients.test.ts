import type { Scalar } from "@tensorflow/tfjs";
import { beforeAll, expect, test } from "vitest";
import { tf, useBackend } from "../backend/tf.ts";
import { valueAndGradients } from "./value-and-gradients.ts";

beforeAll(() => useBackend("cpu"));

test("the value and every gradient by its parameter's name: of Σ a²b, 2ab and a²", () => {
  const parameters = { a: tf.tensor1d([1, 2]), b: tf.tensor1d([3, -1]) };
  const { a, b } = parameters;
  const { value, gradients } = valueAndGradients(parameters, () => tf.sum(tf.mul(tf.square(a), b)) as Scalar);
  expect(value.dataSync()[0]).toBe(-1);
  expect([...gradients.a.dataSync()]).toEqual([6, -4]);
  expect([...gradients.b.dataSync()]).toEqual([1, 4]);
});

test("a parameter that the loss does not depend on is named", () => {
  const parameters = { used: tf.scalar(1), unused: tf.scalar(2) };
  expect(() => valueAndGradients(parameters, () => tf.square(parameters.used))).toThrow(
    "the loss does not depend on parameter unused",
  );
});
