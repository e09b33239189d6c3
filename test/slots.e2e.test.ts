/** Intents with slots from their rows to the assets: a BERT, and a BiLSTM that it teaches, answered again by onnxruntime. */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { SUITES } from "../eval/suites/index.ts";
import { Card } from "../r2-assets/format/card.ts";
import { runRetort } from "./fixtures/run-retort.ts";
import { tinyJob, trainHere } from "./fixtures/tiny-job.ts";
import { writeTinyEncoder, writeTinyGlue, writeTinyIntents } from "./fixtures/tiny-training.ts";

const DEV_ROWS = 24;
const { labels, slots } = SUITES["snips/valid"]!;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "retort-slots-e2e-"));
  await writeTinyEncoder(join(folder, "encoder"));
  await writeTinyIntents(join(folder, "data"), "snips", 96, DEV_ROWS);
  await writeTinyGlue(join(folder, "data"), "sst2", 16, 8);
});
afterAll(() => rm(folder, { recursive: true }));

const STUDENT = { "options.embedding": "8", "options.units": "8", "train.epochs": "1" };
const cardOf = async (recipe: string) =>
  Card.parse(JSON.parse(await readFile(join(folder, "out", recipe, "card.json"), "utf8")));
const words = async () => {
  const lines = (await readFile(join(folder, "out/snips/teacher/reference/dev-logits.ndjson"), "utf8"))
    .trim()
    .split("\n");
  return lines.reduce((sum, line) => sum + (JSON.parse(line).slots as string[]).length, 0);
};

test.each([
  { recipe: "snips/teacher", storage: "f32", settings: { "train.epochs": "1" } },
  { recipe: "snips/xtremedistil", storage: "i8", settings: STUDENT },
])("$recipe is trained, answers alike in onnxruntime and is published", async ({ recipe, storage, settings }) => {
  await trainHere(tinyJob(folder, recipe, { "export.storage": storage, ...settings }));
  const card = await cardOf(recipe);
  expect(card).toMatchObject({ task: "text-classification", trained_on: "snips/valid", labels, slots });
  expect(card.architecture).toMatchObject({ slot_head: { out: slots!.length } });
  const { dev } = card.training!;
  expect(Object.keys(dev)).toEqual(expect.arrayContaining(["accuracy", "slot_f1", "frame_accuracy"]));

  const assets = join(folder, "assets");
  const out = join(folder, "out", recipe);
  const { code, stdout, stderr } = await runRetort(["publish", out, "--assets", assets, "--json"]).ended;
  expect({ code, stderr }).toMatchObject({ code: 0 });
  const { published, parity } = JSON.parse(stdout);
  expect(published).toBe("published");
  expect(parity).toMatchObject({ rows: DEV_ROWS, labels: DEV_ROWS + (await words()), flips: 0, metric: "accuracy" });
  expect(parity.score.trained).toBeCloseTo(dev.accuracy!, 12);
});

test("a published model of tags teaches, also a student that has fewer words; one that gives none is refused", async () => {
  const fewer = { ...STUDENT, "encoder.vocabulary": "seen" };
  const job = tinyJob(folder, "snips/xtremedistil", fewer, { place: "snips/again" });
  await trainHere({
    ...job,
    models: join(folder, "assets/models"),
    overrides: { ...job.overrides, teacher: "snips-teacher" },
  });
  const [whole, again] = [await cardOf("snips/xtremedistil"), await cardOf("snips/again")];
  expect(again.teacher?.id).toBe("snips-teacher");
  expect(again.architecture.embeddings.word.rows).toBeLessThan(whole.architecture.embeddings.word.rows);

  await trainHere(tinyJob(folder, "sst2/teacher-run-1", { "train.epochs": "1" }));
  const other = tinyJob(
    folder,
    "snips/xtremedistil",
    { ...STUDENT, teacher: "sst2/teacher-run-1" },
    { place: "snips/other" },
  );
  await expect(trainHere(other)).rejects.toThrow("answers negative, positive, but snips asks for");
});
