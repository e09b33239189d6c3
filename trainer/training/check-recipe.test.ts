import { expect, test } from "vitest";
import { labels } from "../methods/fine-tuned.ts";
import { methodNamed } from "../methods/index.ts";
import { layers } from "../methods/layerwise.ts";
import { loadRecipe, type Recipe, stagesOf, TEXT } from "../recipes/recipe.ts";
import { taskNamed } from "../tasks/index.ts";
import { checkRecipe } from "./check-recipe.ts";

const taskOf = ({ task }: Recipe) => (task === TEXT ? null : taskNamed(task));
const BY_ANSWERS = { files: ["answers.ndjson.gz"] };
const TRANSFER = { transfer: '["sentiment/imdb/sentences.jsonl.gz"]' };
const check = async (name: string, settings: Record<string, unknown>) => {
  const texts = Object.entries(settings).map(([key, value]) => [
    key,
    typeof value === "string" ? value : JSON.stringify(value),
  ]);
  const recipe = await loadRecipe(name, Object.fromEntries(texts));
  return checkRecipe(name, recipe, methodNamed(recipe.method), taskOf(recipe), "tensorflow");
};

test("a stage that names no objective takes the method's first for its data", async () => {
  const { stages } = await check("sst2/kd", {
    ...TRANSFER,
    stages: [{ on: "transfer" }, { on: "task" }, { on: "task", objective: "logits" }],
  });
  expect(stages.map(({ objective }) => objective)).toEqual(["logits", "labels-and-logits", "logits"]);
});

test("by a teacher's answers a student learns whose objectives compare logits alone, without a model", async () => {
  const { stages } = await check("sst2/kd", { teacher: "null", teacher_logits: BY_ANSWERS });
  expect(stages.map(({ objective }) => objective)).toEqual(["labels-and-logits"]);
});

test("beside answers a model must be there for objectives that compare more, and none for labels alone", async () => {
  const both = { ...methodNamed("kd"), objectives: { ...methodNamed("kd").objectives, labels, layers } };
  const staged = async (objective: string, teacher: string) => {
    const stages = JSON.stringify([
      { on: "task", objective },
      { on: "task", objective: "logits" },
    ]);
    const recipe = await loadRecipe("sst2/kd", { teacher, teacher_logits: JSON.stringify(BY_ANSWERS), stages });
    return checkRecipe("sst2/kd", recipe, both, taskOf(recipe), "tensorflow").stages.length;
  };
  await expect(staged("layers", "null")).rejects.toThrow(
    "kd's objective layers compares logits, hiddenStates, attentionScores: beside teacher_logits it needs a teacher",
  );
  expect(await staged("layers", "sst2/teacher")).toBe(2);
  expect(await staged("labels", "null")).toBe(2);
});

test("a stage says what differs from the recipe's train; what is set for all of them is said by none", async () => {
  const stages = [{ on: "transfer", train: { epochs: 7, batch_size: 4 } }, { on: "task" }];
  const own = await check("sst2/kd", { ...TRANSFER, stages });
  expect(own.stages.map(({ train }) => [train.epochs, train.batch_size])).toEqual([
    [7, 4],
    [3, 32],
  ]);
  const set = await check("sst2/kd", { ...TRANSFER, stages, "train.epochs": "1" });
  expect(set.stages.map(({ train }) => [train.epochs, train.batch_size])).toEqual([
    [1, 4],
    [1, 32],
  ]);
  const first = await check("sst2/kd", { ...TRANSFER, stages, "stages.0.train.epochs": "3" });
  expect(first.stages.map(({ train }) => train.epochs)).toEqual([3, 3]);
  const second = await check("sst2/kd", { ...TRANSFER, stages, "stages.1.train.epochs": "5" });
  expect(second.stages.map(({ train }) => train.epochs)).toEqual([7, 5]); // a stage that had no settings of its own
});

test("sizes may be a backend's own", async () => {
  const sizes = { "train.batch_size": { default: 32, webgpu: 256 }, "train.micro_batch": { default: 32, webgpu: 64 } };
  const texts = Object.entries(sizes).map(([key, value]) => [key, JSON.stringify(value)]);
  const recipe = await loadRecipe("sst2/kd", Object.fromEntries(texts));
  const of = (backend: "webgpu" | "cpu") => {
    const { batch_size, micro_batch } = stagesOf(recipe, backend)[0]!.train;
    return [batch_size, micro_batch];
  };
  expect([of("webgpu"), of("cpu")]).toEqual([
    [256, 64],
    [32, 32],
  ]);
  const { train } = stagesOf(await loadRecipe("sst2/kd"), "webgpu")[0]!;
  expect(Object.keys(train)).toEqual(Object.keys((await loadRecipe("sst2/kd")).train)); // as checkpoints know it
});

test.each([
  ["sst2/kd", { stages: [{ on: "text" }, { on: "task" }] }, "kd has no stage on text; it has transfer, task"],
  [
    "sst2/kd",
    { stages: [{ on: "task", objective: "layers" }] },
    "kd has no objective layers; it has labels-and-logits, logits, labels-by-rule",
  ],
  [
    "sst2/kd",
    { ...TRANSFER, stages: [{ on: "transfer", objective: "labels-and-logits" }] },
    "kd's objective labels-and-logits is not for stages on transfer",
  ],
  ["sst2/kd", { stages: [{ on: "transfer" }] }, "a stage on transfer needs transfer, a list of files of texts"],
  [
    "squad/kronecker-19x",
    { more_rows: ["own/questions.json.gz"], stages: [{ on: "transfer" }], ...TRANSFER },
    "no stage learns from labelled rows: more_rows must be absent",
  ],
  [
    "sst2/kronecker-19x",
    { start: "null", stages: [{ on: "task" }, { on: "text" }] },
    "a task's last stage cannot be on text",
  ],
  [
    "sst2/kronecker-19x",
    { stages: [{ on: "text" }, { on: "task" }] },
    "a first stage on text begins at the encoder: start must be null",
  ],
  ...["kd", "pkd-skip", "teacher-run-1"].map((name): [string, Record<string, unknown>, string] => [
    `sst2/${name}`,
    { start: "sst2/kronecker-19x" },
    "students of the encoder's first layers start from the encoder: start must be null",
  ]),
  ["sst2/thin", { start: "text/no-kd-96" }, "thin students start from scratch: start must be null"],
  ["sst2/xtremedistil-hard", { start: "sst2/thin" }, "a BiLSTM was never pre-trained: start must be null"],
  ["text/kronecker-19x", { stages: [{ on: "task" }] }, "on text there is no task: every stage must be on text"],
  [
    "sst2/kd",
    { stages: [{ on: "task", train: { quantization_aware: true } }, { on: "task" }] },
    "must hold in the last stage",
  ],
  [
    "sst2/kd",
    { transfer: [{ rule: "part", from: ["text/a.txt.gz"] }], stages: [{ on: "transfer" }, { on: "task" }] },
    "the rule part makes pairs, but sst2 asks about single texts",
  ],
  [
    "cola/kd-mpnet-disorder",
    { transfer: [{ rule: "disorder", from: ["text/a.txt.gz"] }, "texts.jsonl.gz"] },
    "kd's objective labels-by-rule learns what rules say of their texts, but texts.jsonl.gz is a file of texts without labels",
  ],
  [
    "mrpc/kronecker-19x-recombined",
    { stages: [{ on: "transfer", objective: "labels-by-rule" }, { on: "task" }] },
    "but the rule recombined says nothing of its texts",
  ],
  [
    "sst2/kd",
    {
      transfer: [{ rule: "disorder", from: ["text/a.txt.gz"] }],
      stages: [{ on: "transfer", objective: "labels-by-rule" }, { on: "task" }],
    },
    "but the rule disorder says unacceptable or acceptable, which are no labels of sst2",
  ],
  [
    "sst2/kd",
    { transfer: [{ rule: "parts", from: ["text/a.txt.gz"] }] },
    "transfer.0: takes a file of texts, or a rule by which they are made",
  ],
  [
    "sst2/kd",
    { encoder: { source: "recipe:none" } },
    "encoder.source: recipe: takes a recipe's name, as recipe:mnli/kd-mpnet; a published model is named model:<id>",
  ],
  ["sst2/kd", { teacher: "null" }, "kd needs a teacher"],
  ["sst2/teacher-run-1", { teacher_logits: BY_ANSWERS }, "fine-tuned has no teacher"],
  ["sst2/mixed-vocabulary-6x256-kd", { teacher: "null" }, "mixed-vocabulary's objective logits needs a teacher"],
  ["sst2/mixed-vocabulary-6x256", { teacher: "sst2/teacher" }, "no stage asks the teacher: teacher must be null"],
  [
    "text/kronecker-19x",
    { encoder: { source: "all-MiniLM-L6-v2", pooling: "mean", vocabulary: { most_in_text: 9 } } },
    "kronecker takes no vocabulary from plain text",
  ],
  ["text/kronecker-19x", { teacher_logits: BY_ANSWERS }, "on text the encoder teaches: there are no teacher_logits"],
  ["squad/kronecker-19x", { teacher_logits: BY_ANSWERS }, "squad asks about tokens: teacher_logits are of texts"],
  [
    "sst2/pkd-skip",
    { teacher_logits: BY_ANSWERS },
    "no stage learns from logits alone, which is what teacher_logits are",
  ],
  ["sst2/teacher", { stages: [{ on: "task" }, { on: "task" }] }, "a soup is an average of models and has no stages"],
])("%s %o: %s", async (name, settings, sentence) => {
  await expect(check(name, settings)).rejects.toThrow(sentence);
});
