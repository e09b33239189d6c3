/** Models with slots against PyTorch (test/golden/slots.py): class, tags, loss and gradients. */
import { expect, test } from "vitest";
import { SLOT_MODELS } from "../../test/fixtures/tiny-slots.ts";
import { fastBackends, forEachBackend } from "../backend/for-each-backend.ts";
import { tf } from "../backend/tf.ts";
import { DropoutRandom } from "../nn/dropout.ts";
import { valueAndGradients } from "../nn/value-and-gradients.ts";
import { classificationWithSlots } from "../tasks/classification-with-slots.ts";
import { forward } from "./index.ts";
import { predictLogits, toInput } from "./predict.ts";
import { weightTensors } from "./weight-tensors.ts";

const largest = (actual: ArrayLike<number>, expected: readonly number[]) => {
  expect(actual.length).toBe(expected.length);
  return Math.max(...expected.map((value, i) => Math.abs(actual[i]! - value)));
};
const learning = classificationWithSlots(["B-a", "B-b", "I-a", "O"]);

forEachBackend(() => {
  test.each(SLOT_MODELS)(
    "$title: class, tags, loss and gradients are PyTorch's",
    ({ config, weights, texts, labels, expected, nameOf }) => {
      const parameters = weightTensors(weights);
      const [input, plain] = [toInput(texts), predictLogits(parameters, config, texts)];
      const classes = plain.flatMap((each) => [...each.subarray(0, config.labels)]);
      const tags = plain.flatMap((each) => [...each.subarray(config.labels)]);
      expect(largest(classes, expected.logits)).toBeLessThan(1e-5);
      expect(largest(tags, expected.slots)).toBeLessThan(1e-5);

      const examples = texts.map((text, i) => ({ ...text, id: "", target: [labels[i], ...expected.gold[i]] }));
      const { value, gradients } = valueAndGradients(parameters, () =>
        learning.hardLoss(forward(parameters, config, input), learning.targets(examples), input),
      );
      expect(Math.abs(value.dataSync()[0]! - expected.loss)).toBeLessThan(1e-5);
      for (const [name, gradient] of Object.entries(expected.gradients))
        expect(largest(gradients[nameOf(name)]!.dataSync(), gradient), name).toBeLessThan(2e-5);
    },
  );

  test.each(SLOT_MODELS)("$title: dropout is drawn for the tags, too, behind all that was there before", (model) => {
    const { config, weights, texts } = model;
    const parameters = weightTensors(weights);
    const run = (slots: boolean) => {
      const { slots: _, ...without } = config;
      return forward(parameters, slots ? config : without, toInput(texts), new DropoutRandom(1, 1, 0.5));
    };
    expect([...run(true).logits.dataSync()]).toEqual([...run(false).logits.dataSync()]);
    const plain = forward(parameters, config, toInput(texts)).slots!;
    expect(tf.max(tf.abs(tf.sub(run(true).slots!, plain))).dataSync()[0]).toBeGreaterThan(0.01);
    expect(run(false).slots).toBeUndefined();
  });
}, fastBackends); // the same layers as heads without slots
