/** Gradients are those of tfjs, bit by bit, and what is used up on the way is gone. */
import type { Scalar } from "@tensorflow/tfjs";
import { expect, test } from "vitest";
import { fastBackends, forEachBackend } from "../backend/for-each-backend.ts";
import { type Tensor, tf } from "../backend/tf.ts";
import { TINY_PLANS } from "../methods/fixtures/tiny-plans.ts";
import { TINY, tinyInputs, tinyModel } from "../methods/fixtures/tiny-sources.ts";
import type { BertConfig } from "../models/bert/config.ts";
import { factorWeights } from "../models/bert/factor-weights.ts";
import { bert } from "../models/bert/forward.ts";
import { toInput } from "../models/predict.ts";
import { weightTensors } from "../models/weight-tensors.ts";
import { differentiable } from "./differentiable.ts";
import { DropoutRandom } from "./dropout.ts";
import { valueAndGradients } from "./value-and-gradients.ts";

const total = (t: Tensor) => tf.sum(t) as Scalar;

/** Halves x and calls `seen` when its gradient is asked for. */
const watched = (x: Tensor, seen: () => void): Tensor =>
  differentiable(
    { x },
    () => tf.mul(x, 0.5),
    (dy: Tensor) => {
      seen();
      return { x: () => tf.mul(dy, 0.5) };
    },
  );

forEachBackend(() => {
  test("the value and every gradient by its parameter's name: of Σ a²b, 2ab and a²", () => {
    const parameters = { a: tf.tensor1d([1, 2]), b: tf.tensor1d([3, -1]) };
    const { a, b } = parameters;
    const { value, gradients } = valueAndGradients(parameters, () => total(tf.mul(tf.square(a), b)));
    expect(value.dataSync()[0]).toBe(-1);
    expect([...gradients.a.dataSync()]).toEqual([6, -4]);
    expect([...gradients.b.dataSync()]).toEqual([1, 4]);
  });

  test("a gradient that is handed on as it came reaches each of its inputs, and a tensor that is read twice has both", () => {
    const x = tf.tensor1d([1, 2]);
    const y = tf.tensor1d([5, 5]);
    const same = (a: Tensor, b: Tensor): Tensor =>
      differentiable(
        { a, b },
        () => tf.add<Tensor>(a, b),
        (dy: Tensor) => ({ a: () => dy, b: () => dy }),
      );
    const { gradients } = valueAndGradients({ x, y }, () => total(same(same(tf.square(x), y), same(x, x))));
    expect([...gradients.x.dataSync()]).toEqual([4, 6]);
    expect([...gradients.y.dataSync()]).toEqual([1, 1]);
  });

  test("a parameter that the loss does not depend on is named, and nothing is left of the rest", () => {
    const parameters = { used: tf.scalar(1), unused: tf.scalar(2) };
    const before = tf.memory().numTensors;
    expect(() => valueAndGradients(parameters, () => tf.square(parameters.used))).toThrow(
      "the loss does not depend on parameter unused",
    );
    expect(tf.memory().numTensors).toBe(before);
  });

  test("nothing is left of a loss that fails, and the next has its gradient", () => {
    const parameters = { x: tf.tensor1d([3]) };
    const before = tf.memory().numTensors;
    const failing = () => {
      tf.square(tf.square(parameters.x));
      throw new Error("no loss");
    };
    expect(() => valueAndGradients(parameters, failing)).toThrow("no loss");
    expect(tf.memory().numTensors).toBe(before);
    const { gradients } = valueAndGradients(parameters, () => total(tf.square(parameters.x)));
    expect([...gradients.x.dataSync()]).toEqual([6]);
  });

  test("nor is anything left where an operation's gradient fails", () => {
    const x = tf.tensor1d([3]);
    const before = tf.memory().numTensors;
    const failing = () => {
      throw new Error("no gradient");
    };
    expect(() => valueAndGradients({ x }, () => total(tf.square(watched(tf.square(x), failing))))).toThrow(
      "no gradient",
    );
    expect(tf.memory().numTensors).toBe(before);
  });

  test("gradients of gradients are refused", () => {
    const x = tf.scalar(2);
    const inner = () => valueAndGradients({ x }, () => tf.square(x)).gradients.x as Scalar;
    expect(() => valueAndGradients({ x }, inner)).toThrow("gradients of gradients");
  });

  test("when the first of many operations has its turn, what the others kept is gone", () => {
    const x = tf.ones([1000]);
    const before = tf.memory().numTensors;
    let [after, then] = [0, 0];
    const chain = () => {
      let y = watched(x, () => {
        then = tf.memory().numTensors;
      });
      for (let i = 0; i < 50; i++) y = tf.square(y);
      const loss = total(y);
      after = tf.memory().numTensors;
      return loss;
    };
    const { value, gradients } = valueAndGradients({ x }, chain);
    expect(after - before).toBeGreaterThan(100); // each of the 50 has made its output and kept its input
    expect(then - before).toBeLessThan(6); // x's gradient to be, the loss, what they are made of
    tf.dispose([value, gradients]);
    expect(tf.memory().numTensors).toBe(before);
  });
});

forEachBackend(() => {
  test.each(Object.entries({ dense: undefined, ...TINY_PLANS }))(
    "those of a BERT with dropout, %s, are tfjs's",
    (_, plan) => {
      const dense = tinyModel(TINY, 22);
      const config: BertConfig = { ...TINY, ...(plan && { plan }) };
      const parameters = weightTensors(plan ? factorWeights(dense.weights, plan) : dense.weights);
      const input = toInput(tinyInputs(6));
      const loss = () => {
        const { logits, hiddenStates } = bert(parameters, config, input, new DropoutRandom(7, 1, 0.1));
        return tf.addN([logits, ...hiddenStates].map((t) => total(tf.square(t)))) as Scalar;
      };
      const { value, gradients } = valueAndGradients(parameters, loss);
      const names = Object.keys(parameters);
      const expected = tf.engine().gradients(
        loss,
        names.map((name) => parameters[name]),
      );
      expect(value.dataSync()).toEqual(expected.value.dataSync());
      for (const [i, name] of names.entries()) {
        expect(gradients[name].dataSync(), name).toEqual(expected.grads[i].dataSync());
      }
    },
  );
}, fastBackends);
