/** A student whose teacher cuts texts into other tokens, on the cpu backend. */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runRecipe } from "../trainer/training/run-recipe.ts";
import { tinyJob } from "./fixtures/tiny-job.ts";
import { TINY_PLAN, writeTinyEncoder, writeTinyGlue, writeTinySquad } from "./fixtures/tiny-training.ts";

const ONE = { "train.epochs": "1" };
const silent = { log() {} };

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
  await runRecipe(tinyJob(folder, "sst2/teacher-run-1", { ...ONE, ...cased }), silent);
  await runRecipe(tinyJob(folder, "squad/teacher", { ...ONE, ...cased }), silent);
});
afterAll(() => rm(folder, { recursive: true }));

const teacher = "sst2/teacher-run-1";

test.each([
  ["sst2/kd", {}],
  ["sst2/pkd-skip", { "train.frozen": "[]" }],
])("%s compares texts, and learns", async (recipe, settings) => {
  await runRecipe(tinyJob(folder, recipe, { ...ONE, ...settings, teacher, "options.layers": "2" }), silent);
  const card = JSON.parse(await readFile(join(folder, "out", recipe, "card.json"), "utf8"));
  expect(card.teacher.id).toBe("sst2-fine-tuned-run-1");
});

test("layer by layer distillation compares tokens, and is refused", async () => {
  const settings = { ...ONE, teacher, start: "null", "options.plan": JSON.stringify(TINY_PLAN) };
  await expect(runRecipe(tinyJob(folder, "sst2/kronecker-19x", settings), silent)).rejects.toThrow(
    `recipe sst2/kronecker-19x: ${teacher} has another tokenizer than the student's encoder, and kronecker compares token by token`,
  );
});

test("so is a task that asks about tokens", async () => {
  const settings = { ...ONE, "options.layers": "2" };
  await expect(runRecipe(tinyJob(folder, "squad/pkd-skip", settings), silent)).rejects.toThrow(
    "recipe squad/pkd-skip: squad/teacher has another tokenizer than the student's encoder, and squad asks about tokens",
  );
});
