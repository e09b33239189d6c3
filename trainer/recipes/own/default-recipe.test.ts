import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { ModelId } from "../../../r2-assets/format/names.ts";
import { methodNamed } from "../../methods/index.ts";
import { ownTask } from "../../tasks/own/fixtures/own-task.ts";
import { factsOf } from "../../tasks/own/own-facts.ts";
import type { OwnTask } from "../../tasks/own/own-task.ts";
import { ownTrainingTask } from "../../tasks/own/own-training-task.ts";
import { checkRecipe } from "../../training/check-recipe.ts";
import { loadRecipe, mergedRecipe } from "../recipe.ts";
import { epochsOf } from "./by-size.ts";
import { defaultMethods, defaultRecipe } from "./default-recipe.ts";
import { maxLengthOf } from "./max-length.ts";
import { ownModelId } from "./task-facts.ts";

const KINDS: Record<string, Partial<OwnTask>> = {
  classes: {},
  pairs: { pairs: true },
  "label sets": { task: "multi-label-classification", metrics: ["micro_f1"] },
  scores: { task: "text-regression", labels: undefined, metrics: ["pearson"] },
  tags: { task: "token-classification", labels: ["B-PER", "I-PER", "O"], metrics: ["span_f1"] },
  spans: { task: "question-answering", labels: undefined, metrics: ["f1"] },
};
const SIZES = [40, 400, 1_800, 9_000, 60_000, 2_000_000];
const UNLABELLED = { file: "texts.txt", sha256: "b".repeat(64), rows: 30_000 };

const recipeOf = (task: OwnTask, method: string) =>
  mergedRecipe(`${task.id}/${method}`, defaultRecipe(factsOf(task), method));

describe.each(Object.keys(KINDS))("of %s", (kind) => {
  const plain = ownTask(KINDS[kind]);
  const { train: source } = plain.sources;
  const tasks = SIZES.flatMap((train) => [
    { ...plain, rows: { train, dev: 100 } },
    {
      ...plain,
      rows: { train, dev: 100, unlabelled: 30_000 },
      sources: { train: source, unlabelled: UNLABELLED },
    },
  ]);

  test.each(defaultMethods(plain))(
    "%s can be carried out at every size, and reads as its teacher does",
    async (name) => {
      for (const task of tasks) {
        const recipe = await recipeOf(task, name);
        const { method, model, teacher, start, train } = recipe;
        const checked = checkRecipe(name, recipe, methodNamed(method), ownTrainingTask(task), "cpu");
        expect(checked.stages.at(-1)?.on).toBe("task");
        expect(model?.id).toBe(`my-intents-${name.replace(".", "-")}`);
        expect(ModelId.safeParse(model?.id).success).toBe(true);
        if (teacher) expect((await recipeOf(task, "teacher")).train.max_length).toBe(train.max_length);
        if (start) expect(await loadRecipe(start)).toMatchObject({ options: recipe.options });
      }
    },
  );
});

test("the fewer the rows, the more often they are read", () => {
  for (const learner of ["fine-tuning", "half the layers", "factors"] as const) {
    const epochs = SIZES.map((rows) => epochsOf(learner, rows).value);
    expect(epochs).toEqual([...epochs].sort((a, b) => b - a));
    expect(epochs.at(-1)).toBe(1);
  }
});

test("the documentation's table is what is done", async () => {
  const docs = await readFile(new URL("../../../docs/own-rows.md", import.meta.url), "utf8");
  const lines = [...docs.matchAll(/^\| (?:more than )?([\d,]+) \| (\d+) \| (\d+) \| (\d+) \|$/gm)];
  expect(lines.length).toBe(8);
  for (const [line, rows, ...epochs] of lines) {
    const count = Number(rows!.replaceAll(",", "")) + (line.includes("more than") ? 1 : 0);
    const learners = ["fine-tuning", "half the layers", "factors"] as const;
    expect(learners.map((learner) => epochsOf(learner, count).value)).toEqual(epochs.map(Number));
  }
});

test("tasks of the recorded recipes' sizes are read as often as there", async () => {
  for (const [task, rows] of Object.entries({ mrpc: 3_668, stsb: 5_749, mnli: 10_000, qnli: 16_107, sst2: 67_349 })) {
    const of = async (method: string) => (await loadRecipe(`${task}/${method}`)).train.epochs;
    expect(epochsOf("factors", rows).value).toBe(await of("kronecker-19x"));
    expect(epochsOf("half the layers", rows).value).toBe(await of("pkd-skip"));
  }
});

describe("texts are cut", () => {
  const cut = (p99: number, max: number, task: OwnTask["task"] = "text-classification") =>
    maxLengthOf({ ...factsOf(ownTask({ task })), tokens: { p99, max } }).value;

  test("nowhere, where they are short", () => expect(cut(22, 128)).toBe(128));
  test("where one in a hundred is longer", () => expect(cut(150, 900)).toBe(160));
  test("where a step would cost too much", () => expect(cut(700, 900)).toBe(256));
  test("as late as can be, where every word has a tag", () => {
    expect(cut(90, 150, "token-classification")).toBe(160);
    expect(cut(90, 900, "token-classification")).toBe(512);
  });
  test("into windows, where they are contexts", () => expect(cut(90, 900, "question-answering")).toBe(384));
});

test("unlabelled texts are what a BiLSTM learns from first", async () => {
  const rows = { train: 900, dev: 100, unlabelled: 30_000 };
  const recipe = await recipeOf(ownTask({ rows }), "xtremedistil");
  expect(recipe.transfer).toEqual(["tasks/my/intents/unlabelled.jsonl"]);
  expect(recipe.stages?.map(({ on }) => on)).toEqual(["transfer", "task"]);
  expect((await recipeOf(ownTask(), "xtremedistil")).stages?.map(({ on }) => on)).toEqual(["task", "task"]);
});

test("an id of any spelling gives a model's id", () => {
  expect(ownModelId("a.b/c__d-", "kronecker-7.5x")).toBe("a-b-c-d-kronecker-7-5x");
});

test("an unknown method is one sentence that names the others", () => {
  const facts = factsOf(ownTask());
  expect(() => defaultRecipe(facts, "magic")).toThrow(/^my\/intents has no recipe magic; it has teacher, pkd-skip, /);
});
