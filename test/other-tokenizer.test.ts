/** A student whose teacher cuts texts into other tokens, on the cpu backend. */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { tinyJob, trainHere } from "./fixtures/tiny-job.ts";
import { TINY_PLAN, writeTinyEncoder, writeTinyGlue, writeTinySquad } from "./fixtures/tiny-training.ts";

const ONE = { "train.epochs": "1" };

let folder: string;
let cased: { "encoder.source": string };
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "retort-tokenizers-"));
  await writeTinyEncoder(join(folder, "encoder"));
  await writeTinyEncoder(join(folder, "cased"));
  const path = join(folder, "cased/tokenizer.json");
  const file = JSON.parse(await readFile(path, "utf8"));
  await writeFile(path, JSON.stringify({ ...file, normalizer: { ...file.normalizer, lowercase: false } }));
  cased = { "encoder.source": join(folder, "cased") };
  await writeTinyGlue(join(folder, "data"), "sst2", 24, 8);
  await writeTinySquad(join(folder, "data"), 4, 2);
  await trainHere(tinyJob(folder, "sst2/teacher-run-1", { ...ONE, ...cased }));
  await trainHere(tinyJob(folder, "squad/teacher", { ...ONE, ...cased }));
});
afterAll(() => rm(folder, { recursive: true }));

const teacher = "sst2/teacher-run-1";

test.each([
  ["sst2/kd", {}],
  ["sst2/pkd-skip", { "train.frozen": "[]" }],
])("%s compares texts, and learns", async (recipe, settings) => {
  await trainHere(tinyJob(folder, recipe, { ...ONE, ...settings, teacher, "options.layers": "2" }));
  const card = JSON.parse(await readFile(join(folder, "out", recipe, "card.json"), "utf8"));
  expect(card.teacher.id).toBe("sst2-fine-tuned-run-1");
});

test("layer by layer distillation compares the parts of a text that both readers see, and learns", async () => {
  const settings = { ...ONE, teacher, start: "null", "options.plan": JSON.stringify(TINY_PLAN) };
  await trainHere(tinyJob(folder, "sst2/kronecker-19x", { ...settings, "train.epochs": "4" }));
  const record = JSON.parse(await readFile(join(folder, "out/sst2/kronecker-19x/training.json"), "utf8"));
  expect(record.steps).toBe(12);
  const card = JSON.parse(await readFile(join(folder, "out/sst2/kronecker-19x/card.json"), "utf8"));
  expect(card.teacher.id).toBe("sst2-fine-tuned-run-1");
});

test("questions on contexts are refused", async () => {
  const settings = { ...ONE, "options.layers": "2" };
  await expect(trainHere(tinyJob(folder, "squad/pkd-skip", settings))).rejects.toThrow(
    "recipe squad/pkd-skip: squad/teacher has another tokenizer than the student's encoder, and would cut squad's contexts into other windows",
  );
});
