import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { tinyArtefact } from "../../test/fixtures/tiny-artefact.ts";
import { TINY_PLAN, writeTinyEncoder, writeTinyGlue } from "../../test/fixtures/tiny-training.ts";
import type { BertConfig } from "../../trainer/models/bert/config.ts";
import { findTask } from "../../trainer/tasks/find-task.ts";
import type { CompressOrder } from "./order.ts";
import { planCompression } from "./plan.ts";
import { setting } from "./settings.ts";
import { trainingInputs } from "./training-inputs.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "retort-plan-"));
  await writeTinyEncoder(join(folder, "encoder"));
  await writeTinyGlue(join(folder, "data"), "mrpc", 12, 8);
});
afterAll(() => rm(folder, { recursive: true }));

const order = (more: Partial<CompressOrder> = {}, set: string[] = []): CompressOrder => ({
  ...{ task: "mrpc", methods: ["kronecker-19x", "pkd-skip"], teacher: null, perturbations: [], scored: null },
  ...{ budget: { bytes: null, ms: null, loss: 0.01 }, requests: 20, smoke: false, restart: false, port: 0, again: "" },
  settings: [
    `encoder.source=${join(folder, "encoder")}`,
    "train.max_length=32",
    "pkd-skip:options.layers=2",
    "kronecker-19x:start=null",
    `kronecker-19x:options.plan=${JSON.stringify(TINY_PLAN)}`,
    ...set,
  ].flatMap((text) => setting(text)),
  where: {
    ...{ backend: "cpu", data: join(folder, "data"), out: join(folder, "out"), models: join(folder, "models") },
    ...{ imported: join(folder, "out/imported"), pieces: join(folder, "pieces"), code: "none" },
  },
  ...{ place: join(folder, "out/mrpc"), state: join(folder, "state"), checkpointSeconds: 0 },
  ...more,
});
const plan = async (...asked: Parameters<typeof order>) =>
  planCompression(order(...asked), await findTask("mrpc", join(folder, "data")), () => {});

test("the teacher's and the students' bytes are known before anything is trained, and the rows are counted", async () => {
  const { teacher, students, leftOut, size } = await plan();
  expect(teacher).toMatchObject({ kind: "train", training: { recipeName: "mrpc/teacher" } });
  expect(students.map(({ name }) => name)).toEqual(["kronecker-19x", "pkd-skip"]);
  for (const { model } of students) expect(model.bytes).toBeGreaterThan(model.parameters); // I8, with scales and a header
  expect(leftOut).toEqual([]);
  expect(size.rows).toBe(12);
});

test("what cannot fit is named with its size, and not trained", async () => {
  const all = await plan();
  const [small, large] = all.students.map(({ model }) => model.bytes).sort((a, b) => a - b) as [number, number];
  const { students, leftOut } = await plan({ budget: { bytes: small, ms: null, loss: 0 } });
  expect(students.map(({ model }) => model.bytes)).toEqual([small]);
  expect(leftOut).toEqual([
    { name: expect.any(String), bytes: large, reason: expect.stringMatching(/^its weights take/) },
  ]);
});

test.each([
  [
    "a budget that nothing fits",
    { budget: { bytes: 10, ms: null, loss: 0 } },
    [],
    /^no student fits into 10 bytes: .*give a larger --max-bytes or other --methods$/,
  ],
  [
    "a method that the task has no recipe of",
    { methods: ["magic"] },
    [],
    /^mrpc has no recipe magic; it has fine-tuned-/,
  ],
  ["the teacher as a student", { methods: ["teacher"] }, [], /^--methods names students/],
  [
    "a setting of what is not trained",
    {},
    ["svd-19x:train.epochs=1"],
    /^--set svd-19x:train.epochs: svd-19x is not trained here; there are teacher, kronecker-19x, pkd-skip$/,
  ],
  ["a setting that no recipe has", {}, ["train.speed=1"], /^recipe mrpc\/teacher: train: /],
  [
    "layers that the teacher has not",
    {},
    ["pkd-skip:options.layers=9"],
    /^pkd-skip: options.layers is 9, but the encoder has 4 layers$/,
  ],
  [
    "a start of another encoder",
    {},
    ["kronecker-19x:start=text/kronecker-19x"],
    /^kronecker-19x: the start text\/kronecker-19x learnt from another encoder than /,
  ],
  [
    "a teacher that is not there",
    { teacher: "nobody" },
    [],
    /^--teacher nobody: there is no published model of that name in .*, and no imported one in /,
  ],
  [
    "a teacher's name that is none",
    { teacher: "mrpc/teacher" },
    [],
    /^--teacher mrpc\/teacher: a model is named as id or id@version$/,
  ],
] as const)("refuses %s with one sentence", async (_, more, set, sentence) => {
  await expect(plan(more as Partial<CompressOrder>, [...set])).rejects.toThrow(sentence);
});

/** Those of all recipes and of one. */
const settingsOf = (name: string) => order().settings.filter(({ recipe }) => recipe === null || recipe === name);

describe("with a model that is there as the teacher", () => {
  const given = async (id: string, labels: string[], layers: number, more: Partial<BertConfig> = {}) => {
    const at = join(folder, "models", id);
    await mkdir(at, { recursive: true });
    const files = await tinyArtefact({ id, labels, config: { layers, width: 16, ffn: 32, ...more } });
    for (const [name, bytes] of Object.entries(files)) await writeFile(join(at, name), bytes);
  };
  beforeAll(async () => {
    await given("own", ["not_equivalent", "equivalent"], 4);
    await given("deep", ["not_equivalent", "equivalent"], 5);
    await given("other", ["no", "yes"], 4);
    await given("headed", ["not_equivalent", "equivalent"], 4, { heads: 2 });
    await given("pooled", ["not_equivalent", "equivalent"], 4, { pooling: "pooler" });
  });

  test("nothing but students is trained, by it, and those of layers from its own", async () => {
    const { teacher, students } = await plan({
      teacher: "own",
      methods: ["pkd-skip"],
      settings: settingsOf("pkd-skip").slice(1),
    });
    expect(teacher).toMatchObject({ kind: "given", model: { artefact: { card: { id: "own" } } } });
    expect(students.map(({ recipe }) => recipe.teacher)).toEqual(["own"]);
    expect(students[0]!.recipe.encoder.source).toBe("model:own");
  });

  test.each([
    ["deep", "it compares its layers with the teacher's: it has 4 layers of 16, the teacher 5 layers of 16"],
    [
      "headed",
      "it compares its layers with the teacher's: it has 4 layers of 16 with 4 heads, the teacher 4 layers of 16 with 2 heads",
    ],
    [
      "pooled",
      "the student takes the teacher's head, which reads a pooler of tanh, but by encoder.pooling and encoder.source it would read mean",
    ],
  ])("what does not fit a teacher's layers or head is refused before any training: %s", async (teacher, reason) => {
    const at = plan({ teacher, methods: ["kronecker-19x"], settings: settingsOf("kronecker-19x") });
    await expect(at).rejects.toThrow(`kronecker-19x: ${reason}`);
  });

  test("other labels are refused", async () => {
    await expect(plan({ teacher: "other" })).rejects.toThrow(
      "--teacher other: its labels, no, yes, are not those of mrpc, not_equivalent, equivalent",
    );
  });
});

test("a training's inputs are its recipe, its encoder, its rows and who teaches, not its words", async () => {
  const task = await findTask("mrpc", join(folder, "data"));
  const [student] = (await plan()).students as [Awaited<ReturnType<typeof plan>>["students"][number]];
  const { where } = order();
  const inputs = (recipe: object = {}, teacher = "0".repeat(12), model = student.model) =>
    trainingInputs({ ...student, recipe: { ...student.recipe, ...recipe }, model }, teacher, task, where);
  const before = await inputs();
  expect(await inputs({ question: "Why?" })).toBe(before);
  expect(await inputs({ seed: 18 })).not.toBe(before);
  expect(await inputs({}, "1".repeat(12))).not.toBe(before);
  expect(await inputs({}, undefined, { ...student.model, from: ["another encoder"] })).not.toBe(before);
  await writeTinyGlue(where.data, "mrpc", 13, 8);
  expect(await inputs()).not.toBe(before);
});
