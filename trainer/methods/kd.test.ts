/** Against test/golden/pkd.json (PyTorch, float64): its first two terms are plain distillation's. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { forEachBackend } from "../backend/for-each-backend.ts";
import { type Tensor, type Tensor2D, tf } from "../backend/tf.ts";
import { valueAndGradients } from "../nn/value-and-gradients.ts";
import { taskNamed } from "../tasks/index.ts";
import { hardAndSoft } from "./hard-and-soft.ts";
import { kd } from "./kd.ts";

const golden = JSON.parse(readFileSync(new URL("../../test/golden/pkd.json", import.meta.url), "utf8"));
const sst2 = taskNamed("sst2");
const number = (t: Tensor) => t.dataSync()[0];
const batch = (labels: number[]) => ({
  targets: tf.tensor1d(labels, "int32"),
  input: { mask: tf.ones([labels.length, 1]) as Tensor2D } as never,
});

test("options: temperature and alpha must be said, layers need not", () => {
  expect(kd.options.parse({ temperature: 4, alpha: 0.5 })).toEqual({ temperature: 4, alpha: 0.5, layers: null });
  expect(kd.options.safeParse({ temperature: 0, alpha: 0.5 }).success).toBe(false);
  expect(kd.options.safeParse({ temperature: 4, alpha: 1.5 }).success).toBe(false);
  expect(kd.options.safeParse({ temperature: 4, alpha: 0.5, beta: 1 }).success).toBe(false);
});

forEachBackend(() => {
  const { alpha, temperature, labels, student_logits, teacher_logits, cases } = golden.random_batch;
  const [expected] = cases;

  test("loss and gradient on a batch equal PyTorch's", () => {
    const student = tf.tensor2d(student_logits);
    const { value, gradients } = valueAndGradients(
      { student },
      () =>
        hardAndSoft(
          sst2,
          { temperature, alpha },
          { logits: student },
          { logits: tf.tensor2d(teacher_logits) },
          batch(labels),
        ).total,
    );
    expect(number(value)).toBeCloseTo((1 - alpha) * expected.ce + alpha * expected.kl_t2, 5);
    expected.gradient_student_logits.flat().forEach((x: number, i: number) => {
      expect(gradients.student.dataSync()[i]).toBeCloseTo(x, 5);
    });
  });

  test.each(golden.soft.rows as { temperature: number; kl_t2: number; gradient_of_kl_t2: number[][] }[])(
    "with alpha 1 the labels do not matter, at temperature $temperature",
    ({ temperature, kl_t2, gradient_of_kl_t2 }) => {
      for (const label of [0, 1]) {
        const student = tf.tensor2d(golden.soft.student);
        const teacher = tf.tensor2d(golden.soft.teacher);
        const { value, gradients } = valueAndGradients(
          { student },
          () =>
            hardAndSoft(sst2, { temperature, alpha: 1 }, { logits: student }, { logits: teacher }, batch([label]))
              .total,
        );
        expect(number(value)).toBeCloseTo(kl_t2, 5);
        gradient_of_kl_t2[0].forEach((x, i) => {
          expect(gradients.student.dataSync()[i]).toBeCloseTo(x, 5);
        });
      }
    },
  );

  test("with alpha 0 it is fine-tuning, whatever the teacher says", () => {
    const student = tf.tensor2d(student_logits);
    for (const teacher of [tf.tensor2d(teacher_logits), tf.zeros([5, 3])]) {
      const { total } = hardAndSoft(
        sst2,
        { temperature, alpha: 0 },
        { logits: student },
        { logits: teacher },
        batch(labels),
      );
      expect(number(total)).toBeCloseTo(expected.ce, 5);
    }
  });

  test("a student equal to its teacher has nothing to learn from it", () => {
    const logits = tf.tensor2d(student_logits);
    expect(
      number(hardAndSoft(sst2, { temperature, alpha: 1 }, { logits }, { logits }, batch(labels)).total),
    ).toBeCloseTo(0, 6);
  });

  test("a regression's hard and soft losses are squared errors", () => {
    const targets = { ...batch([0, 0]), targets: tf.tensor1d([2, 5]) };
    const [student, teacher] = [
      [[2.5], [4]],
      [[3.5], [4.5]],
    ].map((rows) => ({ logits: tf.tensor2d(rows) }));
    const { total, terms } = hardAndSoft(taskNamed("stsb"), { temperature: 7, alpha: 0.25 }, student, teacher, targets);
    expect(number(terms.hard)).toBeCloseTo((0.25 + 1) / 2, 6);
    expect(number(terms.soft)).toBeCloseTo((1 + 0.25) / 2, 6);
    expect(number(total)).toBeCloseTo(0.625, 6);
  });
});
