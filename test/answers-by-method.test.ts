/** Every method and objective that learns from a teacher's answers alone, trained by them in miniature on a class and on a score, on the cpu backend. */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Card } from "../r2-assets/format/card.ts";
import { tinyJob, trainHere } from "./fixtures/tiny-job.ts";
import { writeTinyEncoder, writeTinyGlue, writeTinyText } from "./fixtures/tiny-training.ts";

const ROWS = 32;
const SOFT = { temperature: 2, alpha: 0.9 };
const NARROW = { layers: 2, width: 8, heads: 2, ffn: 16 };
const METHODS: [method: string, options: object, objectives: string[]][] = [
  ["kd", SOFT, ["labels-and-logits", "logits"]],
  ["thin", { ...SOFT, ...NARROW }, ["labels-and-logits", "logits"]],
  ["mixed-vocabulary", NARROW, ["labels-and-logits", "logits"]],
  ["shared-projections", NARROW, ["labels-and-logits", "logits"]],
  ["xtremedistil", { embedding: 8, units: 8 }, ["labels-and-logits", "logits", "hard"]],
];
const trained = METHODS.flatMap(([method, options, objectives]) =>
  objectives.flatMap((objective) =>
    (objective === "hard" ? ["sst2"] : ["sst2", "stsb"]).map((task) => ({ method, objective, task, options })),
  ),
);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "retort-by-method-"));
  const data = join(folder, "data");
  await writeTinyEncoder(join(folder, "encoder"));
  await writeTinyText(data, 16);
  await writeTinyGlue(data, "sst2", ROWS, 8);
  await writeTinyGlue(data, "stsb", ROWS, 8);
  const line = (task: string, of: (i: number) => number[]) => (_: unknown, i: number) =>
    `${JSON.stringify({ id: `${task}-train-${i}`, logits: of(i) })}\n`;
  const answers = {
    sst2: Array.from(
      { length: ROWS },
      line("sst2", (i) => [i % 2, -(i % 3)]),
    ),
    stsb: Array.from(
      { length: ROWS },
      line("stsb", (i) => [i % 5]),
    ),
  };
  for (const [task, lines] of Object.entries(answers)) await writeFile(join(data, `${task}.ndjson`), lines.join(""));
});
afterAll(() => rm(folder, { recursive: true }));

const isShort = ({ objective, task }: (typeof trained)[number]) =>
  objective === "hard" || (objective === "logits" && task === "stsb");
const TITLE = "$method by $objective on $task";
test.each(trained.filter(isShort))(TITLE, learns);
test.each(trained.filter((each) => !isShort(each)))(TITLE, { tags: ["long"] }, learns);

async function learns({ method, objective, task, options }: (typeof trained)[number]) {
  const name = `${task}/by-answers`;
  const place = `${task}/${method}-${objective}`;
  const file = join(folder, `${method}-${objective}-${task}.json`);
  const recipe = {
    ...{ question: "?", task, method, options, model: { id: `${task}-by-answers`, description: "x" } },
    ...{ teacher_logits: { files: [`${task}.ndjson`] }, stages: [{ on: "task", objective }] },
  };
  await writeFile(file, JSON.stringify(recipe));
  await trainHere(tinyJob(folder, name, { "train.learning_rate": "0.003", "train.epochs": "1" }, { place, file }));
  const card = Card.parse(JSON.parse(await readFile(join(folder, "out", place, "card.json"), "utf8")));
  expect([card.method, card.teacher]).toEqual([method, null]);
  expect(card.training!.teacher_logits).toMatchObject({ sources: [{ answers: "logits", rows: ROWS }], left_out: 0 });
  expect(card.training!.dev.loss).toBeGreaterThan(0);
}
