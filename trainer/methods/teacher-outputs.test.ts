import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { type Tensor, tf, useBackend } from "../backend/tf.ts";
import { TeacherAnswers } from "../data/answers/teacher-answers.ts";
import { forward } from "../models/index.ts";
import type { Model } from "../models/model.ts";
import { toInput } from "../models/predict.ts";
import { doubled, TINY, tinyInputs, tinyModel } from "./fixtures/tiny-sources.ts";
import { PATIENCE_VECTOR } from "./patience.ts";
import { StoppedError, teacherOutputs, type Vectors } from "./teacher-outputs.ts";

let cache: string;
beforeAll(() => useBackend("cpu")); // kernels are compared where the formulas are
beforeEach(async () => {
  cache = await mkdtemp(join(tmpdir(), "retort-outputs-"));
});
afterEach(() => rm(cache, { recursive: true }));

const inputs = tinyInputs(70); // more than a batch of evaluation
const positions = [3, 0, 65, 12];
const teacher = tinyModel(TINY, 2);
const ofTokens = tinyModel({ ...TINY, pooling: "none" }, 2);
const skip: Vectors = { layers: [2], pooling: "mean" };

const open = (teacher: Model, vectors: Vectors, over: { inputs?: typeof inputs; folder?: string } = {}) =>
  teacherOutputs(
    { teacher, student: teacher.config, inputs, cache: over.folder ?? cache, onTeacher: () => {}, ...over },
    vectors,
  );
const batch = (positions: number[]) => ({ positions, input: toInput(positions.map((i) => inputs[i])) });

/** What the teacher says when asked directly. */
function direct({ config, weights }: Model, positions: number[]) {
  const parameters = Object.fromEntries([...weights].map(([name, w]) => [name, tf.tensor(w.data, w.shape)]));
  const { input } = batch(positions);
  return { ...forward(parameters, config, input), mask: input.mask };
}

const apart = (a: Tensor, b: Tensor) => Math.max(...tf.abs(tf.sub(a, b)).dataSync());

test.each(["mean", "cls"] as const)(
  "a batch's targets are the teacher's own, %s vectors to half precision",
  async (pooling) => {
    const layers = [3, 1];
    const targets = (await open(teacher, { layers, pooling })).targets(batch(positions));
    const expected = direct(teacher, positions);
    expect(targets.logits.shape).toEqual([4, 2]);
    expect(apart(targets.logits, expected.logits)).toBeLessThan(1e-5);
    expect(targets.states.map((state) => state.shape)).toEqual([
      [4, 8],
      [4, 8],
    ]);
    layers.forEach((layer, j) => {
      const vectors = PATIENCE_VECTOR[pooling](expected.hiddenStates[layer], expected.mask);
      expect(apart(targets.states[j], vectors)).toBeLessThan(2 ** -10); // of numbers below 2
    });
  },
);

test("a stop between two batches loses nothing that was answered, and a signal is heard there", async () => {
  const [seen, known] = [[] as number[], [] as number[]];
  let signalled = false;
  setImmediate(() => {
    signalled = true;
  });
  const setting = { teacher, student: teacher.config, inputs, cache };
  const stopped = teacherOutputs({ ...setting, onTeacher: (done) => seen.push(done), shouldStop: () => true }, skip);
  await expect(stopped).rejects.toThrow(StoppedError);
  expect([seen, signalled]).toEqual([[0, 64], true]);
  const outputs = await teacherOutputs({ ...setting, onTeacher: (done) => known.push(done) }, skip);
  expect(known).toEqual([64, 70]);
  const whole = await open(teacher, skip, { folder: join(cache, "whole") });
  expect(positions.map((i) => outputs.get(inputs[i]!.id))).toEqual(positions.map((i) => whole.get(inputs[i]!.id)));
});

test("without pooling every token has logits, in the batch's shape, and padding has zeros", async () => {
  const targets = (await open(ofTokens, skip)).targets(batch(positions));
  const { logits, mask } = direct(ofTokens, positions);
  const length = mask.shape[1];
  expect(length).toBe(6);
  expect(targets.logits.shape).toEqual([4 * length, 2]);
  expect(apart(targets.logits, tf.mul(logits, tf.reshape(mask, [-1, 1])))).toBeLessThan(1e-5);
  expect(targets.states).toHaveLength(1);
});

test("slots are kept beside the class, token by token, and padding has zeros", async () => {
  const both = tinyModel({ ...TINY, slots: 3 }, 2);
  const { logits, slots, mask } = direct(both, positions);
  for (const _ of ["computed", "read back"]) {
    const targets = (await open(both, skip)).targets(batch(positions));
    expect(apart(targets.logits, logits)).toBeLessThan(1e-5);
    expect(targets.slots!.shape).toEqual([4 * mask.shape[1], 3]);
    expect(apart(targets.slots!, tf.mul(slots!, tf.reshape(mask, [-1, 1])))).toBeLessThan(1e-5);
    expect(targets.states[0].shape).toEqual([4, 8]);
  }
  const opened = teacherOutputs({ teacher: both, student: TINY, inputs, cache, onTeacher() {} }, skip);
  await expect(opened).rejects.toThrow("the teacher has 2 outputs and 3 slots, the student 2 outputs");
});

test("without layers only logits are kept", async () => {
  const targets = (await open(teacher, { layers: [], pooling: "mean" })).targets(batch(positions));
  expect(targets.states).toEqual([]);
  expect(apart(targets.logits, direct(teacher, positions).logits)).toBeLessThan(1e-5);
  expect(await readdir(cache)).toEqual(["logits"]);
});

test("what was computed once is read back bit for bit, whichever teacher is asked", async () => {
  for (const [folder, model] of Object.entries({ texts: teacher, tokens: ofTokens })) {
    const first = await open(model, skip, { folder: join(cache, folder) });
    const again = await open(doubled(model, ""), skip, { folder: join(cache, folder) });
    for (const { id } of inputs) expect(again.get(id)).toEqual(first.get(id));
  }
});

test("rows belong to ids: another order of batches or of the training set changes none", async () => {
  const outputs = await open(teacher, skip);
  const backwards = await open(teacher, skip, { inputs: [...inputs].reverse(), folder: join(cache, "backwards") });
  for (const { id } of inputs) {
    const [one, other] = [outputs.get(id), backwards.get(id)];
    one.logits.forEach((x, i) => {
      expect(other.logits[i]).toBeCloseTo(x, 5); // in other batches, with other padding
    });
  }
  const [there, back] = [outputs.targets(batch(positions)), outputs.targets(batch([...positions].reverse()))];
  expect(apart(tf.reverse(back.logits, 0), there.logits)).toBe(0);
  expect(apart(tf.reverse(back.states[0], 0), there.states[0])).toBe(0);
  expect(() => outputs.get("text-70")).toThrow("no example text-70");
});

test("a file that is damaged is computed anew", async () => {
  const first = await open(teacher, skip);
  const [file] = await readdir(join(cache, "mean-2"));
  await writeFile(join(cache, "mean-2", file!), "half a file");
  expect((await open(teacher, skip)).get("text-5")).toEqual(first.get("text-5"));
});

test("texts are known by their content: other ids, fewer of them and their logits alone are read, not computed", async () => {
  const first = await open(teacher, skip);
  const renamed = inputs.slice(0, 10).map((text) => ({ ...text, id: `again-${text.id}` }));
  const loud = doubled(teacher, ""); // would answer otherwise
  expect((await open(loud, skip, { inputs: renamed })).get("again-text-5")).toEqual(first.get("text-5"));
  const alone = await open(loud, { layers: [], pooling: "mean" }, { inputs: renamed });
  expect(alone.get("again-text-5").logits).toEqual(first.get("text-5").logits);
  expect(await readdir(join(cache, "mean-2"))).toHaveLength(1);
  const other = [
    { ...inputs[5]!, ids: [...Array.from(inputs[5]!.ids), 3], typeIds: [...Array.from(inputs[5]!.typeIds), 0] },
  ];
  expect((await open(teacher, skip, { inputs: other })).get("text-5")).not.toEqual(first.get("text-5"));
  expect(await readdir(join(cache, "mean-2"))).toHaveLength(2);
});

test("vectors are of the layer asked for: what comes after it does not matter, what it is made of does", async () => {
  const states = async (model: Model, folder: string) =>
    [...(await open(model, skip, { folder: join(cache, folder) })).get("text-5").states].join();
  const whole = await states(teacher, "whole");
  expect(await states(doubled(teacher, "bert.encoder.layer.3."), "last")).toBe(whole);
  expect(await states(doubled(teacher, "bert.encoder.layer.2."), "next")).toBe(whole);
  expect(await states(doubled(teacher, "bert.encoder.layer.1."), "own")).not.toBe(whole);
});

test("no tensor is left behind", async () => {
  const before = tf.memory().numTensors;
  await open(teacher, skip);
  expect(tf.memory().numTensors).toBe(before);
});

test("a teacher of other labels is refused", async () => {
  const setting = { teacher, student: { ...TINY, labels: 3 }, inputs, cache, onTeacher: () => {} };
  await expect(teacherOutputs(setting, skip)).rejects.toThrow("2 outputs, the student 3");
});

test("what a teacher answered that cannot be asked is its targets, by id", async () => {
  const ids = inputs.map(({ id }) => id);
  const places = new Map([...ids].reverse().map((id, i) => [id, i]));
  const numbers = Float32Array.from({ length: 2 * ids.length }, (_, i) => i / 8);
  const answers = new TeacherAnswers([], [ids.length], 2, places, numbers);
  const setting = { teacher: null, answers, student: TINY, inputs, cache, onTeacher: () => {} };
  const outputs = await teacherOutputs(setting, { layers: [], pooling: "mean" });
  const at = (position: number) => (ids.length - 1 - position) / 4;
  const expected = positions.flatMap((position) => [at(position), at(position) + 1 / 8]);
  expect([...outputs.targets(batch(positions)).logits.dataSync()]).toEqual(expected);
  expect(await readdir(cache)).toEqual([]); // nothing to keep
});
