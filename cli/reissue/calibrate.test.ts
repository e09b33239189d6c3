import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { softmax } from "../../eval/answers/softmax.ts";
import { Card } from "../../r2-assets/format/card.ts";
import { versionOf } from "../../r2-assets/format/digest.ts";
import { CARD_FILE, WEIGHTS_FILE } from "../../r2-assets/format/keys.ts";
import { artefactIn } from "../../test/fixtures/artefact-folder.ts";
import type { TinyOptions } from "../../test/fixtures/tiny-artefact.ts";
import golden from "../../test/golden/temperature.json" with { type: "json" };
import { runFolder } from "../assets/run-folders.ts";
import { calibratePublished } from "./calibrate.ts";

const LABELS = ["negative", "positive"];
const [sure, unsure] = golden.cases as [(typeof golden.cases)[number], (typeof golden.cases)[number]];

let assets: string;
let before: string;
beforeAll(async () => {
  assets = await mkdtemp(join(tmpdir(), "retort-calibrate-"));
  before = await put({ id: "tiny-teacher" });
  const teacher = { id: "tiny-teacher", version: before, parameters: 1, bytes: 1 };
  await put({ id: "tiny-student", seed: 18, method: "kd", teacher });
  await put({ id: "tiny-reader", task: "question-answering" });
});
afterAll(() => rm(assets, { recursive: true }));

/** Puts a model under the assets; returns its version. */
const put = async (options: TinyOptions): Promise<string> =>
  (await artefactIn(join(assets, "models", options.id!), options)).version;

async function putRun(id: string, version: string, { logits, gold }: typeof sure, more: object = {}) {
  const record = {
    ...{ id, suite: "glue/sst2", suite_sha256: "a".repeat(64), rows: gold.length, model: "tiny-teacher", version },
    ...{ method: "teacher", runtime: "ort", metrics: {}, primary: "accuracy", errors: 0 },
    ...{ created_at: "2026-11-20T22:37:31.617Z", code: "b864029e7bb8", ...more },
  };
  const lines = logits.map((row, i) => {
    const scores = softmax(row);
    const prediction = LABELS[scores[0]! >= scores[1]! ? 0 : 1]!;
    const own = { prediction, gold: LABELS[gold[i]!]!, correct: prediction === LABELS[gold[i]!] };
    return { id: `${i}`, scores: Object.fromEntries(LABELS.map((label, k) => [label, scores[k]])), ...own };
  });
  const failed = {
    id: "blank",
    prediction: null,
    scores: null,
    gold: "positive",
    correct: false,
    error: "it is blank",
  };
  const folder = runFolder(assets, record);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "run.json"), JSON.stringify(record));
  await writeFile(
    join(folder, "predictions.ndjson"),
    [...lines, failed].map((line) => `${JSON.stringify(line)}\n`).join(""),
  );
}

const cardOf = async (id: string) =>
  Card.parse(JSON.parse(await readFile(join(assets, "models", id, CARD_FILE), "utf8")));

test("cards get a temperature from the newest whole run on dev, students their teacher's new version, and weights stay", async () => {
  await putRun("run-old", before, unsure);
  await putRun("run-new", before, sure, { created_at: "2026-11-21T22:37:31.617Z" });
  const later = { created_at: "2026-11-22T22:37:31.617Z" };
  await putRun("run-part", before, unsure, { ...later, sample: 60 });
  await putRun("run-typos", before, unsure, { ...later, perturbation: "CharTypos" });
  await putRun("run-other", "0123456789ab", unsure, later);
  const { mtimeMs } = await stat(join(assets, "models/tiny-teacher", WEIGHTS_FILE));

  const done = await calibratePublished(assets);
  const { calibration } = await cardOf("tiny-teacher");
  expect(calibration!.temperature / sure.temperature).toBeCloseTo(1, 9);
  expect(calibration!.nll.after).toBeCloseTo(sure.nll.after, 9);
  expect(calibration).toMatchObject({ fitted_on: "glue/sst2, as answered in run-new", rows: sure.gold.length });
  const [teacher, student] = ["tiny-teacher", "tiny-student"].map((id) => done.find((each) => each.id === id)!);
  expect(teacher).toMatchObject({ before, calibrating: { kind: "fitted", calibration } });
  expect(teacher!.after).not.toBe(before);
  expect(await cardOf("tiny-student")).toMatchObject({ teacher: { id: "tiny-teacher", version: teacher!.after } });
  expect(student).toMatchObject({ calibrating: null });
  expect(done.find(({ id }) => id === "tiny-reader")).toMatchObject({ calibrating: null });
  expect((await cardOf("tiny-reader")).calibration).toBeUndefined();
  expect((await stat(join(assets, "models/tiny-teacher", WEIGHTS_FILE))).mtimeMs).toBe(mtimeMs);
});

test("who has a calibration keeps it: nothing is changed a second time, whatever runs there are", async () => {
  const version = await versionOf(await readFile(join(assets, "models/tiny-teacher", CARD_FILE)));
  await putRun("run-new", version, unsure);
  for (const { before, after } of await calibratePublished(assets)) expect(after).toBe(before);
});
