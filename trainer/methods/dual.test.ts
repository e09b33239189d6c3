/** Dual training in miniature: what depends on what, and what a student learns that nothing ties to its teacher. */
import { beforeAll, describe, expect, test } from "vitest";
import { tf, useBackend } from "../backend/tf.ts";
import { weightTensors } from "../models/weight-tensors.ts";
import type { Weights } from "../models/weights.ts";
import { loadRecipe, stagesOf } from "../recipes/recipe.ts";
import { batchOf } from "../training/batch.ts";
import { copyOut, Learner } from "../training/learner.ts";
import { trainStep } from "../training/train-step.ts";
import { withoutCompanions } from "./companions.ts";
import { DualOptions, dual } from "./dual.ts";
import { textsOfWords, twoVocabularies } from "./fixtures/two-vocabularies.ts";
import type { Objective, ObjectiveKind } from "./method.ts";
import { narrowStudent } from "./narrow.ts";
import { words } from "./words.ts";

beforeAll(() => useBackend("cpu"));

const inputs = textsOfWords(6);
const settings = {
  ...stagesOf(await loadRecipe("text/shared-projections-down-96"), "cpu")[0]!.train,
  ...{ dropout: 0.1, max_gradient_norm: 1e9, frozen: ["classifier."] },
};
const NARROW = { layers: 4, width: 4, heads: 2, ffn: 6 };

/** A student and an objective for it. */
async function made(options: object = {}, kind: ObjectiveKind<never> = dual as ObjectiveKind<never>) {
  const { encoder, origin, config } = await twoVocabularies();
  const parsed = DualOptions.parse({ ...NARROW, ...options });
  const student = narrowStudent({ encoder, config, teacher: null, start: null, seed: 3 }, parsed);
  const objective = await kind.create({
    ...{ options: parsed as never, on: "text", task: null, student: student.config, origin, inputs, seed: 5 },
    ...{ teacher: { config, weights: encoder.weights }, tokenizer: encoder.tokenizer, cache: "" },
    onTeacher: () => {},
  });
  return { student, objective };
}

/** The names of what a term of the loss depends on. */
async function dependsOn(options: object, term: string): Promise<string[]> {
  const { student, objective } = await made(options);
  const initial: [string, Weights][] = [...student.weights, ...objective.companions!];
  return tf.tidy(() => {
    const parameters = weightTensors(initial);
    const names = Object.keys(parameters);
    const batch = objective.disguise!(batchOf(inputs, [0, 1, 2], tf.zeros([0])), () => 0.3);
    const { grads } = tf.engine().gradients(
      () => objective.loss(objective.run!(parameters, batch), batch, undefined).terms[term]!,
      names.map((name) => parameters[name]!),
    );
    return names.filter((_, i) => grads[i]);
  });
}

const isMatrix = (name: string) =>
  /layer\.\d+\.(attention\.(self\.\w+|output\.dense)|(intermediate|output)\.dense)\.weight$/.test(name);

describe.each(["down", "up"])("projection %s", (projection) => {
  test("the projection depends on all matrices of both and on three pairs, and on no embedding", async () => {
    const names = await dependsOn({ projection }, "projection");
    const [projections, others] = [true, false].map((is) => names.filter((n) => n.includes("projections/") === is));
    expect(projections!.sort()).toEqual(
      ["attention", "intermediate", "output"].flatMap((pair) =>
        [`${pair}.u`, `${pair}.v`].map((n) => `companion.projections/${n}`),
      ),
    );
    expect(others!.every(isMatrix)).toBe(true);
    expect(others).toHaveLength(2 * 4 * 6); // teacher and student, layers, matrices
  });

  test("word tables are tied where that is asked for", async () => {
    const names = await dependsOn({ projection, tie_words: projection }, "words");
    expect(names.sort()).toEqual([
      "bert.embeddings.word_embeddings.weight",
      "companion.projections/words.v",
      "companion.student_pieces/weight",
    ]);
  });

  test("teacher, student and projections change in a step, the teacher by its share of the rate", async () => {
    const { student, objective } = await made({ projection, teacher_rate: 0.1, epsilon: 0.01 });
    const { before, after } = steps(student, objective, 1);
    const moved = (name: string) =>
      Math.max(...before.get(name)!.data.map((x, i) => Math.abs(x - after.get(name)!.data[i]!)));
    const query = "bert.encoder.layer.1.attention.self.query.weight";
    expect(moved(query)).toBeCloseTo(0.01, 4); // Adam's first step is as long as the rate
    expect(moved(`companion.teacher/${query}`)).toBeCloseTo(0.001, 5);
    for (const side of ["u", "v"]) expect(moved(`companion.projections/output.${side}`)).toBeCloseTo(0.01, 4);
  });
});

test("the student's guesses depend on nothing of the teacher", async () => {
  const names = await dependsOn({ projection: "down" }, "mlm_student");
  const companions = names.filter((name) => name.startsWith("companion."));
  expect(companions.every((name) => name.startsWith("companion.words/"))).toBe(true);
  expect(names).toContain("bert.encoder.layer.3.output.dense.weight");
});

test("the teacher's guesses depend on nothing of the student", async () => {
  const names = await dependsOn({ projection: "down" }, "mlm_teacher");
  expect(names.every((name) => /^companion\.(teacher|student_pieces)\//.test(name))).toBe(true);
});

/** So many steps of a whole batch, with dropout and masks; weights before and after. */
function steps(
  student: { config: object; weights: ReadonlyMap<string, Weights> },
  objective: Objective,
  count: number,
) {
  const before = new Map([...student.weights, ...objective.companions!]);
  const learner = new Learner({ ...settings, weight_decay: 0, rate: objective.rate }, before);
  const run = {
    seed: 17,
    settings,
    config: student.config as never,
    train: inputs,
    targets: () => tf.zeros([0]),
    objective,
  };
  const positions = inputs.map((_, i) => i);
  const results = Array.from({ length: count }, () => trainStep(run, learner, positions, 0.01));
  const after = copyOut(learner.current());
  const alone = copyOut(withoutCompanions(learner.current()));
  learner.dispose();
  return { before, after, alone, results };
}

test("without a tie dual training's student is that of masked words alone, to the last bit", async () => {
  const [both, one] = [await made(), await made({}, words as ObjectiveKind<never>)];
  const [a, b] = [steps(both.student, both.objective, 3), steps(one.student, one.objective, 3)];
  expect(a.alone).toEqual(b.alone);
  expect(a.results[2]!.terms.mlm_student).toBe(b.results[2]!.terms.mlm);
  for (const tie of [{ projection: "down" }, { tie_words: "up" }]) {
    const tied = await made(tie);
    expect(steps(tied.student, tied.objective, 3).alone).not.toEqual(b.alone);
  }
});

test("a step leaves no tensor behind", async () => {
  const { student, objective } = await made({ projection: "up", tie_words: "down" });
  const count = tf.memory().numTensors;
  steps(student, objective, 2);
  expect(tf.memory().numTensors).toBe(count);
});

test("what does not fit is told", async () => {
  await expect(made({ layers: 3, projection: "down" })).rejects.toThrow(
    "matrices are tied layer by layer: the teacher has 4 layers, options.layers are 3",
  );
  await expect(made({ ffn: 24, projection: "up" })).rejects.toThrow("options.ffn 24 is more than the teacher's, 12");
  const { encoder, config } = await twoVocabularies();
  const own = dual.create({
    ...{ options: DualOptions.parse(NARROW), on: "text", task: null, student: config, teacher: null, inputs },
    ...{ tokenizer: encoder.tokenizer, cache: "", onTeacher: () => {} },
  });
  await expect(own).rejects.toThrow("mixed texts need a second vocabulary");
});
