/** Padding is id 0, which is `[PAD]` to a BERT and `<s>` to XLM-R's tokenizers: whichever word it is, it neither says nor learns anything. */
import { fileURLToPath } from "node:url";
import type { Scalar } from "@tensorflow/tfjs";
import { beforeAll, expect, test } from "vitest";
import { type Tensor, tf, useBackend } from "../../backend/tf.ts";
import { valueAndGradients } from "../../nn/value-and-gradients.ts";
import { toInput } from "../predict.ts";
import { bert } from "./forward.ts";
import { importBert } from "./import-hf.ts";
import { initialWeights } from "./initial-weights.ts";
import { WORD_TABLE } from "./tensors.ts";

beforeAll(() => useBackend("cpu"));

const TEXTS = [
  [5, 6, 7, 8, 9, 10, 11],
  [5, 6],
  [7, 8, 9],
].map((ids) => ({ ids, typeIds: ids.map(() => 0) }));

test.each(["mean", "none"] as const)(
  "gradients of a padded batch are those of its texts one by one: %s",
  async (pooling) => {
    const encoder = await importBert(fileURLToPath(new URL("../../../test/golden/tiny-bert", import.meta.url)));
    const config = { ...encoder.config, pooling, labels: 3 };
    const parameters = Object.fromEntries(
      [...initialWeights(encoder, config, 1)].map(([name, { shape, data }]) => [name, tf.tensor(data, shape)]),
    );
    /** Of the squares of all logits, those of tokens that are there. */
    const gradientsOf = (texts: typeof TEXTS): Map<string, number[]> => {
      const input = toInput(texts);
      const { gradients } = valueAndGradients(parameters, () => {
        const logits = bert(parameters, config, input).logits as Tensor;
        const counted =
          pooling === "none" ? tf.mul(tf.reshape(logits, [texts.length, -1, 3]), tf.expandDims(input.mask, 2)) : logits;
        return tf.sum(tf.square(counted)) as Scalar;
      });
      return new Map(Object.entries(gradients).map(([name, tensor]) => [name, [...tensor.dataSync()]]));
    };
    const together = gradientsOf(TEXTS);
    const alone = TEXTS.map((text) => gradientsOf([text]));
    for (const [name, values] of together) {
      const differences = values.map((value, i) =>
        Math.abs(value - alone.reduce((sum, each) => sum + each.get(name)![i]!, 0)),
      );
      expect(Math.max(...differences), name).toBeLessThan(1e-5); // sums in another order
    }
    const padding = together.get(WORD_TABLE)!.slice(0, config.width);
    expect(padding.every((value) => value === 0)).toBe(true);
  },
);
