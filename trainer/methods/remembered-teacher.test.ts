import { expect, test } from "vitest";
import { fastBackends, forEachBackend } from "../backend/for-each-backend.ts";
import { type Tensor, tf } from "../backend/tf.ts";
import { type BertConfig, DENSE } from "../models/bert/config.ts";
import { forward } from "../models/index.ts";
import { toInput } from "../models/predict.ts";
import type { Parameters } from "../models/weights.ts";
import { TINY, tinyInputs, tinyModel } from "./fixtures/tiny-sources.ts";
import { intermediate } from "./layerwise.ts";
import { type LayerOutputs, RememberedTeacher, rememberedBytes } from "./remembered-teacher.ts";

const texts = tinyInputs(24); // of 2 to 9 tokens
const batch = (positions: readonly number[]) => ({ positions, input: toInput(positions.map((i) => texts[i])) });
const parametersOf = (config: BertConfig): Parameters =>
  Object.fromEntries([...tinyModel(config, 2).weights].map(([name, w]) => [name, tf.tensor(w.data, w.shape)]));
/** Of the same texts in other company, so that both are padded to other lengths. */
const EPOCHS = [
  [
    [0, 7, 3, 12],
    [5, 1],
    [20, 21, 22, 23],
  ],
  [[7, 5], [1, 0, 3, 23], [12, 20, 21], [22]],
];

/** The largest difference that a loss would see. */
function apart(a: LayerOutputs, b: LayerOutputs, { mask }: { mask: Tensor }): number {
  const [n, length] = mask.shape as [number, number];
  const rows = tf.reshape(mask, [n * length, 1]);
  const pairs = tf.mul(tf.reshape(mask, [n, 1, length, 1]), tf.reshape(mask, [n, 1, 1, length]));
  const difference = (x: Tensor, y: Tensor, shown: Tensor) => {
    expect(x.shape).toEqual(y.shape);
    return tf.max(tf.mul(tf.abs(tf.sub(x, y)), shown)).dataSync()[0];
  };
  return Math.max(
    ...a.hiddenStates.map((state, l) => difference(state, b.hiddenStates[l], rows)),
    ...a.attentionScores.map((score, l) => difference(score, b.attentionScores[l], pairs)),
    difference(a.logits, b.logits, a.logits.shape[0] === n ? tf.ones([n, 1]) : rows),
  );
}

forEachBackend(() => {
  test.each([
    ["all of it", {}, 1e9],
    ["nothing", {}, 0],
    ["a part", {}, 20_000],
    ["too small a part", {}, 6_000], // of 48,576
    ["logits of every token", { pooling: "none" }, 1e9],
  ] as const)("batches are what the teacher says when asked again, with room for %s", (_, over, room) => {
    const config = { ...TINY, ...over };
    const parameters = parametersOf(config);
    const teacher = new RememberedTeacher(parameters, config, texts, room);
    for (const positions of EPOCHS.flat()) {
      const { input } = batch(positions);
      const difference = apart(teacher.outputs({ positions, input }), forward(parameters, config, input), input);
      expect(difference).toBeLessThan(1e-5);
    }
    const seen = new Set(EPOCHS.flat(2)).size;
    if (room === 1e9) expect(teacher.remembered).toBe(seen);
    else if (room < 10_000) expect(teacher.remembered).toBe(0);
    else {
      expect(teacher.remembered).toBeGreaterThan(0);
      expect(teacher.remembered).toBeLessThan(seen);
    }
  });

  test("what is remembered is not asked for again", () => {
    const parameters = parametersOf(TINY);
    const teacher = new RememberedTeacher(parameters, TINY, texts);
    const before = teacher.outputs(batch([4, 9])).logits.dataSync();
    tf.dispose(parameters);
    expect(teacher.outputs(batch([9, 4])).logits.dataSync()).toEqual(before.map((_, i) => before[(i + 2) % 4]));
    expect(() => teacher.outputs(batch([9, 5]))).toThrow();
  });

  test("rows are counted as long as they are kept", () => {
    const before = rememberedBytes();
    const teacher = new RememberedTeacher(parametersOf(TINY), TINY, texts);
    teacher.outputs(batch([0, 7]));
    const [a, b] = [0, 7].map((i) => texts[i].ids.length);
    const numbers = 5 * 8 * (a + b) + 4 * 2 * (a ** 2 + b ** 2) + 2 * 2; // states, scores, logits
    expect(rememberedBytes() - before).toBe(4 * numbers);
    teacher.dispose();
    expect(rememberedBytes()).toBe(before);
    expect(teacher.remembered).toBe(0);
  });

  test("a loss against memory is the loss against the teacher, and nothing is left behind but the rows", () => {
    const parameters = parametersOf(TINY);
    const student = parametersOf({ ...TINY, plan: DENSE });
    const teacher = new RememberedTeacher(parameters, TINY, texts);
    const tensors = tf.memory().numTensors;
    tf.tidy(() => {
      for (const positions of EPOCHS[0]) teacher.outputs(batch(positions));
      for (const positions of EPOCHS[1]) {
        const { input } = batch(positions);
        const own = forward(
          Object.fromEntries(Object.entries(student).map(([n, w]) => [n, tf.mul(w, 1.1)])),
          TINY,
          input,
        );
        const asked = intermediate(own, forward(parameters, TINY, input), input);
        const known = intermediate(own, teacher.outputs({ positions, input }), input);
        for (const [name, term] of Object.entries(asked))
          expect(known[name].dataSync()[0] / term.dataSync()[0]).toBeCloseTo(1, 5);
      }
    });
    expect(tf.memory().numTensors).toBe(tensors);
  });
}, fastBackends);
