import { expect, test } from "vitest";
import { forEachBackend } from "../backend/for-each-backend.ts";
import { tf } from "../backend/tf.ts";
import { WeightAverage } from "./weight-average.ts";

forEachBackend(() => {
  test("weights that stay are their own average", () => {
    const average = new WeightAverage(0.9, { w: tf.tensor1d([1, -2]) });
    for (let step = 1; step <= 12; step++) average.update(step, { w: tf.tensor1d([1, -2]) });
    const [first, second] = average.values().w.dataSync();
    expect(first).toBeCloseTo(1, 6);
    expect(second).toBeCloseTo(-2, 6);
    average.dispose();
  });

  test("every fourth step it moves by 1 - d^4 of the way, d rising to the decay", () => {
    const average = new WeightAverage(0.6, { w: tf.tensor1d([0]) });
    let expected = 0;
    for (let step = 1; step <= 40; step++) {
      average.update(step, { w: tf.tensor1d([step]) });
      if (step % 4 === 0) expected += (step - expected) * (1 - Math.min(0.6, (1 + step) / (10 + step)) ** 4);
      expect(average.values().w.dataSync()[0]).toBeCloseTo(expected, 4);
    }
    average.dispose();
  });
});
