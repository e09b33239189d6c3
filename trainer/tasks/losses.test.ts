/** Losses and their gradients against test/golden/task-losses.json (PyTorch, float64). */
import type { Scalar } from "@tensorflow/tfjs";
import { expect, test } from "vitest";
import golden from "../../test/golden/task-losses.json" with { type: "json" };
import { forEachBackend } from "../backend/for-each-backend.ts";
import { type Tensor, type Tensor2D, tf } from "../backend/tf.ts";
import type { AlignedPart } from "../data/align-tokens.ts";
import { alignmentOf } from "../data/alignment.ts";
import type { ModelInput } from "../models/input-output.ts";
import { valueAndGradients } from "../nn/value-and-gradients.ts";
import { taskNamed } from "./index.ts";
import { multiLabel } from "./multi-label.ts";
import type { Example } from "./task.ts";

const CASES = [
  { task: taskNamed("mnli"), values: golden.classification },
  { task: taskNamed("stsb"), values: golden.regression },
  { task: taskNamed("squad"), values: golden["question-answering"] },
  { task: taskNamed("wnut17"), values: golden.tagging },
  { task: { name: "several labels", ...multiLabel }, values: golden["multi-label"] },
];

/** `[batch, length]`, 1 where there is a token; the losses read nothing else of the input. */
const inputOf = (lengths: readonly number[]): ModelInput => {
  const longest = Math.max(...lengths);
  const rows = lengths.map((length) => Array.from({ length: longest }, (_, i) => (i < length ? 1 : 0)));
  return { inputIds: tf.tensor1d([0], "int32"), tokenTypeIds: tf.tensor1d([0], "int32"), mask: tf.tensor2d(rows) };
};

/** As the head has it: `[batch, labels]`, of tokens `[batch * length, labels]`. */
const asLogits = (rows: unknown): Tensor => {
  const tensor = tf.tensor(rows as number[]);
  return tensor.rank === 3 ? tf.reshape(tensor, [-1, tensor.shape[2] as number]) : tensor;
};

forEachBackend(() => {
  test.each(CASES)("losses of $task.name are PyTorch's, and so are their gradients", ({ task, values }) => {
    const input = inputOf("lengths" in values ? values.lengths : values.student.map(() => 1));
    const targets = task.targets(
      values.targets.map((target, i) => ({ id: `${i}`, ids: [target].flat(), target }) as unknown as Example),
    );
    const student = asLogits(values.student);
    const teacher = asLogits(values.teacher);
    const check = (loss: () => ReturnType<typeof task.hardLoss>, expected: { loss: number; gradient: unknown }) => {
      const { value, gradients } = valueAndGradients({ student }, loss);
      expect(value.shape).toEqual([]);
      expect(Math.abs(value.dataSync()[0] / expected.loss - 1)).toBeLessThan(1e-5);
      const error = tf.max(tf.abs(tf.sub(gradients.student as Tensor2D, asLogits(expected.gradient))));
      expect(error.dataSync()[0]).toBeLessThan(2e-6);
    };
    check(() => task.hardLoss({ logits: student }, targets, input), values.hard);
    for (const soft of values.soft)
      check(() => task.softLoss({ logits: student }, { logits: teacher }, soft.temperature, input), soft);
  });

  test("tags of a teacher with other tokens are compared by the parts of a text that both have", () => {
    const { parts, other, aligned, ...values } = golden.tagging;
    const input = inputOf(values.lengths);
    const texts = parts.map((own) =>
      own.map(
        ([from, to, taughtFrom, taughtTo]): AlignedPart => ({
          student: [from, to],
          teacher: [taughtFrom, taughtTo],
        }),
      ),
    );
    const alignment = alignmentOf(texts, { student: values.student[0].length, teacher: other[0].length });
    const student = asLogits(values.student);
    for (const { temperature, loss, gradient } of aligned) {
      const { value, gradients } = valueAndGradients({ student }, () =>
        taskNamed("wnut17").softLoss({ logits: student }, { logits: asLogits(other) }, temperature, input, alignment),
      );
      expect(Math.abs(value.dataSync()[0] / loss - 1)).toBeLessThan(1e-5);
      const error = tf.max(tf.abs(tf.sub(gradients.student as Tensor2D, asLogits(gradient))));
      expect(error.dataSync()[0]).toBeLessThan(2e-6);
    }
  });

  test("tokens that are not counted have no loss, even where a batch has no others", () => {
    const { hardLoss, softLoss, targets } = taskNamed("wnut17");
    const logits = tf.tensor2d([7, -7, 0, 3], [2, 2]);
    const { value, gradients } = valueAndGradients({ logits }, () =>
      tf.add<Scalar>(
        hardLoss({ logits }, targets([{ id: "", ids: [1, 2], typeIds: [0, 0], target: [-1, -1] }]), inputOf([2])),
        softLoss({ logits }, { logits: tf.neg(logits) }, 1, inputOf([2])),
      ),
    );
    expect([value, gradients.logits].flatMap((t) => [...t.dataSync()]).map(Math.abs)).toEqual([0, 0, 0, 0, 0]);
  });

  test("rows that nobody has labelled have no hard loss, even where a batch has no others", () => {
    const { labelled, partly, ...values } = golden["multi-label"];
    const logits = asLogits(values.student);
    const examples = values.targets.map(
      (target, i): Example => ({
        ...{ id: `${i}`, ids: [1], typeIds: [0] },
        target: labelled.includes(i) ? target : (multiLabel.noTarget as number[]),
      }),
    );
    const lossOn = (some: readonly Example[]) =>
      valueAndGradients({ logits }, () => multiLabel.hardLoss({ logits }, multiLabel.targets(some), inputOf([1])));
    const { value, gradients } = lossOn(examples);
    expect(Math.abs(value.dataSync()[0] / partly.loss - 1)).toBeLessThan(1e-5);
    const error = tf.max(tf.abs(tf.sub(gradients.logits as Tensor2D, asLogits(partly.gradient))));
    expect(error.dataSync()[0]).toBeLessThan(2e-6);
    const none = lossOn(examples.map((example) => ({ ...example, target: [] })));
    expect([none.value, none.gradients.logits].flatMap((t) => [...t.dataSync()]).every((x) => x === 0)).toBe(true);
  });

  test("a student that says what its teacher says has no soft loss", () => {
    for (const { task, values } of CASES) {
      const logits = asLogits(values.teacher);
      const input = inputOf("lengths" in values ? values.lengths : values.student.map(() => 1));
      expect(task.softLoss({ logits }, { logits }, 2, input).dataSync()[0]).toBeCloseTo(0, 6);
    }
  });
});
