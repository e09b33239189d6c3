/** Against the by-hand figures of test/golden/pkd.json (PyTorch, float64). */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { forEachBackend } from "../backend/for-each-backend.ts";
import { type Tensor, type Tensor2D, tf } from "../backend/tf.ts";
import { valueAndGradients } from "../nn/value-and-gradients.ts";
import { PATIENCE_VECTOR, patienceLoss } from "./patience.ts";

const golden = JSON.parse(readFileSync(new URL("../../test/golden/pkd.json", import.meta.url), "utf8"));
const number = (t: Tensor) => t.dataSync()[0];

/** `[examples][layers][d]` -> one `[examples, d]` tensor a layer. */
const perLayer = (values: number[][][]) => values[0].map((_, j) => tf.tensor2d(values.map((row) => row[j])));

forEachBackend(() => {
  const patience = (scaleS: number, scaleT: number, normalise: boolean) => {
    const [student, teacher] = [perLayer(golden.patience.student), perLayer(golden.patience.teacher)];
    const scaled = (list: Tensor2D[], by: number) => list.map((t) => tf.mul(t, by));
    return number(patienceLoss(scaled(student, scaleS), scaled(teacher, scaleT), normalise));
  };

  test("it is the mean over layers of squared distances between unit vectors", () => {
    expect(patience(1, 1, true)).toBeCloseTo(golden.patience.normalised.ours_mean, 6);
    expect(patience(1, 1, false)).toBeCloseTo(golden.patience.raw.ours_mean, 6);
  });

  test.each(golden.patience.scaled as { student_times: number; teacher_times: number }[])(
    "it does not see lengths: student x $student_times, teacher x $teacher_times",
    ({ student_times, teacher_times }) => {
      expect(patience(student_times, teacher_times, true)).toBeCloseTo(1.04, 5);
    },
  );

  test("the gradient in the student's vectors is at a right angle to them", () => {
    const [first, second] = perLayer(golden.patience.student);
    const { gradients } = valueAndGradients({ first, second }, () =>
      patienceLoss([first, second], perLayer(golden.patience.teacher), true),
    );
    const expected: number[][] = golden.patience.gradient_of_paper_sum_normalised[0]; // of a sum over two layers
    [gradients.first, gradients.second].forEach((gradient, j) => {
      expected[j].forEach((value, i) => {
        expect(gradient.dataSync()[i]).toBeCloseTo(value / 2, 6);
      });
    });
  });

  test("it is finite, value and gradient, for a vector of zeros", () => {
    const zero = tf.zeros([1, 3]) as Tensor2D;
    const { value, gradients } = valueAndGradients({ zero }, () => patienceLoss([zero], [tf.ones([1, 3])], true));
    expect(Number.isFinite(number(value))).toBe(true);
    expect([...gradients.zero.dataSync()].every(Number.isFinite)).toBe(true);
  });

  test("a student equal to its teacher has nothing to learn", () => {
    const states = [tf.tensor2d([[1, 2, 3]])];
    expect(number(patienceLoss(states, states, true))).toBeCloseTo(0, 6);
  });

  test("a layer's vector is the mean of its unmasked tokens, or [CLS]", () => {
    const { states, mask, value } = golden.masked_mean;
    const hidden = tf.tensor2d([...states[0], [5, 6], [7, 8], [9, 10]]);
    const both = tf.tensor2d([...mask, [1, 1, 1]]);
    const mean = PATIENCE_VECTOR.mean(hidden, both).dataSync();
    [...value[0], 7, 8].forEach((x, i) => {
      expect(mean[i]).toBeCloseTo(x, 5);
    });
    expect(PATIENCE_VECTOR.cls(hidden, both).arraySync()).toEqual([states[0][0], [5, 6]]);
  });

  test("the gradient of [CLS] reaches [CLS] only", () => {
    const hidden = tf.tensor2d([[1], [2], [3], [4]]);
    const { gradients } = valueAndGradients({ hidden }, () =>
      tf.sum(PATIENCE_VECTOR.cls(hidden, tf.ones([2, 2]) as Tensor2D)),
    );
    expect([...gradients.hidden.dataSync()]).toEqual([1, 0, 1, 0]);
  });
});
