/** The text stage with masked words: what a step sees, that it learns, and what it leaves for the tasks. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, expect, test } from "vitest";
import { tf, useBackend } from "../backend/tf.ts";
import { makeFolder } from "../files/make-folder.ts";
import { parameterShapes } from "../models/describe.ts";
import { toInput } from "../models/predict.ts";
import { loadRecipe, stagesOf } from "../recipes/recipe.ts";
import { Learner } from "../training/learner.ts";
import { loadStart, writeStart } from "../training/start-file.ts";
import { trainStep } from "../training/train-step.ts";
import { TINY_PLANS } from "./fixtures/tiny-plans.ts";
import { TINY, tinyInputs, tinySources } from "./fixtures/tiny-sources.ts";
import { kronecker } from "./kronecker.ts";
import { maskedWords } from "./masked-words.ts";

const MASK = 4;
const tokenizer = JSON.stringify({
  added_tokens: ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"].map((content, id) => ({ id, content, special: true })),
});
const plan = TINY_PLANS.kronecker;
const inputs = tinyInputs(24);
const recipe = await loadRecipe("text/kronecker-19x-mlm");
const train = { ...stagesOf(recipe, "cpu")[0]!.train, frozen: ["classifier."] }; // which text does not teach

beforeAll(() => useBackend("cpu"));
const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

/** The student of the text stage, as many steps on. */
async function trained(seed: number, steps: number, texts = inputs) {
  const { encoder, config, teacher } = tinySources();
  const options = { plan, mlm: true };
  const student = kronecker.build({ encoder, config, teacher: null, start: null, seed: 3 }, options);
  const objective = await kronecker.objectives.layers.create({
    ...{ options, on: "text", task: null, student: student.config, teacher, tokenizer, inputs: texts, cache: "" },
    onTeacher: () => {},
  });
  const run = {
    seed,
    settings: train,
    config: student.config,
    train: texts,
    targets: () => tf.zeros([0]),
    objective,
  };
  const learner = new Learner(train, student.weights);
  const positions = texts.map((_, i) => i);
  const results = Array.from({ length: steps }, () => trainStep(run, learner, positions, 0.01));
  const weights = new Map(
    Object.entries(learner.judged()).map(([name, t]) => [name, { shape: t.shape, data: t.dataSync<"float32">() }]),
  );
  learner.dispose();
  objective.dispose?.();
  return { results, model: { config: student.config, weights } };
}

test("a batch is read with words hidden, and the words are its targets", () => {
  const input = toInput(inputs);
  const mask = maskedWords({ tokenizer, student: TINY });
  const { input: masked, targets } = mask({ input, positions: [], targets: tf.zeros([0]) }, () => 0.5);
  const [before, after, rows] = [input.inputIds, masked.inputIds, masked.guessed!].map((t) => [...t.dataSync()]);
  expect([...targets.dataSync()]).toEqual(rows.map((row) => before[row]));
  expect(rows.every((row) => after[row] === MASK)).toBe(true);
  expect(after.filter((id, i) => id !== before[i])).toHaveLength(rows.length);
  expect(masked.mask).toBe(input.mask);
});

test("a step is what run seed and step number make it", async () => {
  const [a, b, c] = [await trained(17, 2), await trained(17, 2), await trained(18, 2)];
  expect(a).toEqual(b);
  expect(Object.keys(a.results[0].terms)).toEqual(["embedding", "attention", "ffn", "pooled", "mlm"]);
  expect(a.results[0].terms.mlm).not.toBe(c.results[0].terms.mlm);
});

test("words are learnt to be guessed, from log n on", async () => {
  const texts = [20, 21].map((word, i) => ({
    id: `${i}`,
    ids: [2, word, word, word, word, 3],
    typeIds: Array(6).fill(0),
  }));
  const { results } = await trained(17, 25, texts);
  expect(results[0].terms.mlm).toBeCloseTo(Math.log(TINY.vocabulary), 0);
  expect(results.at(-1)!.terms.mlm).toBeLessThan(0.7 * results[0].terms.mlm);
});

test("texts of nothing but special tokens give a number all the same", async () => {
  const empty = [0, 1].map((i) => ({ id: `${i}`, ids: [2, 3], typeIds: [0, 0] }));
  const { results } = await trained(17, 2, empty);
  for (const { loss, gradientNorm } of results) expect([loss, gradientNorm].every(Number.isFinite)).toBe(true);
});

test("what tasks start from has no head for words", async () => {
  const folder = await mkdtemp(join(tmpdir(), "retort-words-"));
  folders.push(folder);
  const { model } = await trained(17, 1);
  expect(model.weights.has("cls.predictions.bias")).toBe(true);
  const origin = {
    recipe: "text/words",
    seed: 17,
    tokens: 1,
    wall_seconds: 1,
    dev_loss: 1,
    backend: "cpu",
    code: "test",
  };
  await makeFolder(join(folder, "text/words"));
  await writeStart(join(folder, "text/words"), model, origin);
  const start = await loadStart(folder, "text/words");
  const sources = tinySources();
  const student = kronecker.build({ ...sources, start }, { plan });
  expect([...student.weights.keys()].sort()).toEqual([...parameterShapes({ ...TINY, plan }).keys()].sort());
});
