/** A ladder on the cpu backend: each step begins with what another recipe trained, on another task, down to a student's start. */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Card } from "../r2-assets/format/card.ts";
import { replaceFile } from "../trainer/files/replace-file.ts";
import { loadBest } from "../trainer/training/checkpoint.ts";
import { NotTrainedError, OtherExperimentError } from "../trainer/training/errors.ts";
import { checkpointFolder } from "../trainer/training/trained-model.ts";
import { tinyJob, trainHere } from "./fixtures/tiny-job.ts";
import { TINY_PLAN, writeTinyEncoder, writeTinyGlue } from "./fixtures/tiny-training.ts";

const STILL = { "train.epochs": "1", "train.learning_rate": "1e-12" };
const PLAN = { "options.plan": JSON.stringify(TINY_PLAN) };
const [TOP, STEP, FIRST, SECOND] = [
  "sst2/teacher-run-1",
  "mrpc/teacher",
  "sst2/kronecker-19x-without-text",
  "mrpc/kronecker-19x",
];

let folder: string;
let data: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "retort-ladder-"));
  data = join(folder, "data");
  await writeTinyEncoder(join(folder, "encoder"));
  for (const task of ["sst2", "mrpc"] as const) await writeTinyGlue(data, task, 48, 16);
  await trainHere(tinyJob(folder, TOP));
});
afterAll(() => rm(folder, { recursive: true }));

const cardOf = async (name: string) =>
  Card.parse(JSON.parse(await readFile(join(folder, "out", name, "card.json"), "utf8")));
const bestOf = async (name: string) => (await loadBest(checkpointFolder(join(folder, "out"), name)))!;

/** Largest difference of two models' numbers, of the tensors that `kept` names. */
async function apart(one: string, other: string, kept: (tensor: string) => boolean): Promise<number> {
  const [a, b] = await Promise.all([one, other].map(bestOf));
  const differences = [...a!.weights]
    .filter(([name]) => kept(name))
    .flatMap(([name, { data: own }]) => [...own].map((x, i) => Math.abs(x - b!.weights.get(name)!.data[i]!)));
  expect(differences.length).toBeGreaterThan(0);
  return Math.max(...differences);
}
const isBody = (name: string) => !name.startsWith("classifier.");

test("a teacher begins with the encoder of what another recipe trained, under a head of its own", async () => {
  const job = tinyJob(folder, STEP, { ...STILL, "encoder.source": `recipe:${TOP}` });
  await trainHere(job);
  expect(await apart(STEP, TOP, isBody)).toBeLessThan(1e-9);
  expect(await apart(STEP, TOP, (name) => !isBody(name))).toBeGreaterThan(1e-3);
  const [card, from] = [await cardOf(STEP), await cardOf(TOP)];
  expect(card.base_model.source).toMatch(new RegExp(`^${from.id}@[0-9a-f]{12}$`));

  await trainHere(tinyJob(folder, TOP, { ...STILL, seed: "5" }, { existing: "restart" }));
  await expect(trainHere({ ...job, existing: "resume" })).rejects.toThrow(OtherExperimentError);

  const missing = { "encoder.source": "recipe:mnli/teacher" };
  await expect(trainHere(tinyJob(folder, STEP, missing, { place: "mrpc/missing" }))).rejects.toThrow(NotTrainedError);
});

test("a student of factors begins with another task's, under its own teacher's head", async () => {
  await trainHere(tinyJob(folder, FIRST, { ...PLAN, teacher: TOP }));
  const lines: string[] = [];
  await trainHere(tinyJob(folder, SECOND, { ...PLAN, ...STILL, teacher: STEP, start: FIRST }), {
    log: (line) => lines.push(line),
  });
  expect(await apart(SECOND, FIRST, isBody)).toBeLessThan(1e-9);
  expect(await apart(SECOND, STEP, (name) => !isBody(name))).toBeLessThan(1e-9);
  const { training } = await cardOf(SECOND);
  expect(training!.start).toEqual({ model: expect.stringMatching(/^sst2-kronecker-19x-without-text@[0-9a-f]{12}$/) });

  const further = "mrpc/further"; // with what it has learnt of the task, its head
  await trainHere(tinyJob(folder, SECOND, { ...PLAN, ...STILL, teacher: STEP, start: SECOND }, { place: further }));
  expect(await apart(further, SECOND, () => true)).toBeLessThan(1e-9);

  const other = { "options.plan": JSON.stringify({ ...TINY_PLAN, output: { kind: "dense" } }) };
  const place = { place: "mrpc/other" };
  await expect(trainHere(tinyJob(folder, SECOND, { ...other, teacher: STEP, start: FIRST }, place))).rejects.toThrow(
    "the start was made under another plan than the options name",
  );
  await expect(trainHere(tinyJob(folder, SECOND, { ...PLAN, teacher: STEP, start: TOP }, place))).rejects.toThrow(
    "the start was made under another plan than the options name",
  );
});

test("layers of one teacher, and then the answers of another", async () => {
  const rows = gunzipSync(await readFile(join(data, "glue/mrpc/train.jsonl.gz"))).toString();
  const answered = rows
    .trimEnd()
    .split("\n")
    .map((_, i) => JSON.stringify({ id: `mrpc-train-${i}`, logits: [i % 2 ? 2 : -2, 0] }));
  await replaceFile(join(data, "answers.ndjson.gz"), gzipSync(`${answered.join("\n")}\n`));
  const place = "mrpc/answered";
  const settings = {
    ...{ ...PLAN, teacher: STEP, start: FIRST, "options.temperature": "2", "options.alpha": "0.9" },
    ...{ teacher_logits: JSON.stringify({ name: "one who alternates", files: ["answers.ndjson.gz"] }) },
    stages: JSON.stringify([{ on: "task" }, { on: "task", objective: "labels-and-logits" }]),
  };
  await trainHere(tinyJob(folder, SECOND, settings, { place }));
  const { training, teacher } = await cardOf(place);
  expect(training!.stages!.map(({ objective }) => objective)).toEqual(["layers", "labels-and-logits"]);
  expect(training!.teacher_logits!.sources).toMatchObject([{ name: "one who alternates" }]);
  expect(teacher!.id).toBe("mrpc-teacher");
});
