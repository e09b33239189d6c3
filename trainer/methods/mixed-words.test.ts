/** Stage I of mixed-vocabulary training in miniature: what learns, and from which pieces. */
import { beforeAll, expect, test } from "vitest";
import { tf, useBackend } from "../backend/tf.ts";
import { weightTensors } from "../models/weight-tensors.ts";
import type { Weights } from "../models/weights.ts";
import { loadRecipe, stagesOf } from "../recipes/recipe.ts";
import { batchOf } from "../training/batch.ts";
import { Learner } from "../training/learner.ts";
import { trainStep } from "../training/train-step.ts";
import { textsOfWords, twoVocabularies } from "./fixtures/two-vocabularies.ts";
import { mixedWords } from "./mixed-words.ts";
import { narrowStudent } from "./narrow.ts";

beforeAll(() => useBackend("cpu"));

const inputs = textsOfWords(12);
const settings = { ...stagesOf(await loadRecipe("text/mixed-vocabulary-6x256"), "cpu")[0]!.train, weight_decay: 0 };
const WORDS = "bert.embeddings.word_embeddings.weight";
const NARROW = { layers: 2, width: 4, heads: 2, ffn: 6, words: "pca" } as const;
const SPECIAL = 5;

async function made(share: number) {
  const { encoder, origin, config } = await twoVocabularies();
  const student = narrowStudent({ encoder, config, teacher: null, start: null, seed: 3 }, NARROW);
  const objective = await mixedWords.create({
    ...{
      options: { ...NARROW, share },
      on: "text",
      task: null,
      student: student.config,
      teacher: null,
      origin,
      inputs,
    },
    ...{ tokenizer: encoder.tokenizer, cache: "", onTeacher: () => {} },
  });
  const initial = new Map<string, Weights>([...student.weights, ...objective.companions!]);
  const frozen = [...student.weights.keys()].filter((name) => objective.leaves!(name));
  return { student, objective, initial, frozen };
}

/** The gradients of a batch, by name, of what learns. */
async function gradients(share: number): Promise<Map<string, Float32Array>> {
  const { objective, initial, frozen } = await made(share);
  const parameters = weightTensors(initial);
  const names = Object.keys(parameters).filter((name) => !frozen.includes(name));
  const batch = objective.disguise!(batchOf(inputs, [...inputs.keys()], tf.zeros([0])), () => 0.3);
  const { grads } = tf.engine().gradients(
    () => objective.loss(objective.run!(parameters, batch), batch, undefined).total,
    names.map((name) => parameters[name]!),
  );
  return new Map(names.map((name, i) => [name, grads[i]!.dataSync<"float32">()]));
}

const largest = (numbers: Float32Array) => Math.max(...numbers.map(Math.abs));

test("of the student its word table alone learns, beside teacher, A and b", async () => {
  const { student, objective, frozen } = await made(0.5);
  expect([...student.weights.keys()].filter((name) => !frozen.includes(name))).toEqual([WORDS]);
  const companions = [...objective.companions!.keys()];
  expect(companions).toContain("companion.affine/weight");
  expect(companions).toContain(`companion.teacher/${WORDS}`);
});

test("the student's pieces teach E_s, A and b, the teacher's E_t", async () => {
  const [none, all] = [await gradients(0), await gradients(1)];
  for (const name of [WORDS, "companion.affine/weight", "companion.affine/bias"]) {
    expect(largest(none.get(name)!)).toBe(0);
    expect(largest(all.get(name)!)).toBeGreaterThan(0);
  }
  const teacherWords = `companion.teacher/${WORDS}`;
  const rows = (of: Map<string, Float32Array>) => of.get(teacherWords)!.subarray(SPECIAL * 8); // special tokens are its in any case
  expect(largest(rows(none))).toBeGreaterThan(0);
  expect(largest(rows(all))).toBe(0);
});

test("it learns, and leaves what it does not teach as it was", async () => {
  const { student, objective, initial, frozen } = await made(0.5);
  const learner = new Learner({ ...settings, frozen }, initial);
  const run = { seed: 17, settings, config: student.config, train: inputs, targets: () => tf.zeros([0]), objective };
  const positions = [...inputs.keys()];
  const losses = Array.from({ length: 25 }, () => trainStep(run, learner, positions, 0.01).loss);
  const after = learner.current();
  const same = (name: string) => student.weights.get(name)!.data.every((x, i) => x === after[name]!.dataSync()[i]);
  expect([...student.weights.keys()].filter((name) => !same(name))).toEqual([WORDS]);
  learner.dispose();
  expect(losses[0]).toBeCloseTo(Math.log(25), 0);
  const late = losses.slice(-5).reduce((sum, x) => sum + x) / 5;
  expect(late).toBeLessThan(0.85 * losses[0]!);
});
