/** Which methods learn from a teacher's answers alone, and how the others are refused, on every task that answers are given for. */
import { describe, expect, test } from "vitest";
import { METHODS, type Method } from "../../r2-assets/format/names.ts";
import { methodNamed } from "../methods/index.ts";
import { mergedRecipe } from "../recipes/recipe.ts";
import { taskNamed } from "../tasks/index.ts";
import { checkRecipe } from "./check-recipe.ts";

/** Those of `teacher-logits/all-mpnet-base-v2`. */
const TASKS = ["cola", "rte", "mrpc", "stsb", "qnli", "mnli", "sst2"];
const SOFT = { temperature: 2, alpha: 0.9 };
const NARROW = { layers: 2, width: 8, heads: 2, ffn: 16 };

const LAYERS = "layers compares logits, hiddenStates, attentionScores; labels-and-logits, logits would do";
const PATIENCE = "patience compares logits, hiddenStates; labels-and-logits, logits would do";
const LOGITS = { "labels-and-logits": true, logits: true } as const;
const VECTORS = "compares logits, pooled; labels-and-logits, logits, hard would do";
const LABELS = "no stage asks the teacher: teacher must be null, and teacher_logits absent";
const UNTAUGHT = "has no teacher: it learns from labels, so teacher and teacher_logits must be absent";

/** Of a method its options, and of its objectives on labelled rows `true` or the end of the sentence that refuses it. */
const TABLE: Record<Exclude<Method, "imported">, [options: object, objectives: Record<string, true | string>]> = {
  teacher: [{}, { labels: UNTAUGHT }],
  "fine-tuned": [{}, { labels: UNTAUGHT }],
  kd: [SOFT, { "labels-and-logits": true, logits: true }],
  "pkd-skip": [
    { ...SOFT, layers: 2, beta: 1 },
    { patience: PATIENCE, ...LOGITS },
  ],
  "pkd-last": [
    { ...SOFT, layers: 2, beta: 1 },
    { patience: PATIENCE, ...LOGITS },
  ],
  kronecker: [{ plan: "K384-19x" }, { layers: LAYERS, ...LOGITS }],
  svd: [{ equal_to: "K384-19x" }, { layers: LAYERS, ...LOGITS }],
  thin: [
    { ...SOFT, ...NARROW },
    { "labels-and-logits": true, logits: true },
  ],
  "mixed-vocabulary": [NARROW, { labels: LABELS, "labels-and-logits": true, logits: true }],
  "shared-projections": [NARROW, { labels: LABELS, "labels-and-logits": true, logits: true }],
  xtremedistil: [
    { embedding: 8, units: 8 },
    {
      labels: "labels asks no teacher; labels-and-logits, logits, hard would do",
      "labels-and-logits": true,
      joint: `joint ${VECTORS}`,
      representation: `representation ${VECTORS}`,
      logits: true,
      hard: true,
    },
  ],
};
const rows = Object.entries(TABLE).flatMap(([method, [options, objectives]]) =>
  Object.entries(objectives).map(([objective, fits]) => ({ method: method as Method, objective, options, fits })),
);

test("the table has every method that can be trained, with every objective on labelled rows", () => {
  expect(Object.keys(TABLE).sort()).toEqual(METHODS.filter((name) => name !== "imported").sort());
  for (const [name, [, told]] of Object.entries(TABLE)) {
    const { objectives } = methodNamed(name as Method);
    const onTask = Object.keys(objectives).filter((key) => objectives[key]!.on.includes("task"));
    expect(Object.keys(told).sort(), name).toEqual(onTask.sort());
  }
});

describe.each(rows)("$method by $objective", ({ method, objective, options, fits }) => {
  const check = async (task: string) => {
    const recipe = await mergedRecipe(`${task}/x`, {
      ...{ question: "?", task, method, options, model: { id: `${task}-x`, description: "" } },
      teacher_logits: { files: [`teacher-logits/all-mpnet-base-v2/${task}-train.ndjson.gz`] },
      stages: [{ on: "task", objective }],
    });
    return checkRecipe(`${task}/x`, recipe, methodNamed(method), taskNamed(task), "tensorflow");
  };

  test.each(TASKS)("on %s", async (task) => {
    if (objective === "hard" && task === "stsb")
      await expect(check(task)).rejects.toThrow(
        /^recipe stsb\/x: xtremedistil's objective hard learns the teacher's label, but stsb has a score$/,
      );
    else if (fits === true) expect((await check(task)).stages.map((stage) => stage.objective)).toEqual([objective]);
    else {
      const message = await check(task).then(
        () => "accepted",
        (error: Error) => error.message,
      );
      expect(message.startsWith(`recipe ${task}/x: `)).toBe(true);
      expect(message.endsWith(fits)).toBe(true);
      expect(message.split("\n")).toHaveLength(1);
    }
  });
});
