/** Several labels a text from a CSV to an artefact: trained on tfjs, thresholds chosen on dev, answered again by onnxruntime. */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readArtefact } from "../cli/artefact/artefact-folder.ts";
import { checkAgainstReference } from "../cli/artefact/check-against-reference.ts";
import { foundTask } from "../cli/task/add-task.ts";
import { writeTask } from "../cli/task/write-task.ts";
import { Card } from "../r2-assets/format/card.ts";
import { halvesOf } from "../trainer/tasks/halves-of.ts";
import { multiLabel } from "../trainer/tasks/multi-label.ts";
import { type ReferenceOf, readReferenceLogits } from "../trainer/tasks/reference-logits.ts";
import { tinyJob, trainHere } from "./fixtures/tiny-job.ts";
import { writeTinyEncoder } from "./fixtures/tiny-training.ts";

const FILMS = ["the film", "this movie", "a story", "the plot"];
const GOOD = ["warm", "charming", "good"];
const FUNNY = ["funny", "great"];

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "retort-several-labels-"));
  await writeTinyEncoder(join(folder, "encoder"));
  const rows = FILMS.flatMap((film) =>
    [...GOOD, "dull"].flatMap((first) =>
      [...FUNNY, "slow"].map((second) => {
        const labels = [...(GOOD.includes(first) ? ["good"] : []), ...(FUNNY.includes(second) ? ["funny"] : [])];
        return `${film} was ${first} and ${second},${labels.join("|")}`;
      }),
    ),
  );
  const train = join(folder, "verdicts.csv");
  await writeFile(train, `text,labels\n${rows.join("\n")}\n`);
  const policy = { drop: new Set<never>(), keep: new Set<never>() };
  const { files } = await foundTask({ id: "my/verdicts", train, layout: {}, policy, createdBy: "test" });
  await writeTask(join(folder, "data"), files);
});
afterAll(() => rm(folder, { recursive: true }));

test("a teacher of several labels has thresholds on its card, and is judged by them", async () => {
  const settings = { "options.layers": "1", "train.learning_rate": "0.02", "train.dropout": "0", "train.epochs": "3" };
  await trainHere(tinyJob(folder, "my/verdicts/teacher", settings));
  const place = join(folder, "out/my/verdicts/teacher");
  const card = Card.parse(JSON.parse(await readFile(join(place, "card.json"), "utf8")));
  expect(card).toMatchObject({ task: "multi-label-classification", labels: ["funny", "good"] });
  expect(card.thresholds).toHaveLength(2);
  // Each label's own F1 is as good as at 0.5, by which the run was judged, or better.
  const { dev } = JSON.parse(await readFile(join(place, "training.json"), "utf8"));
  const chosen = dev.find(({ epoch }: { epoch: number }) => epoch === card.training!.dev.epoch);
  expect(card.training!.dev.macro_f1).toBeGreaterThanOrEqual(chosen.metrics.macro_f1);
  expect(card.training!.dev.loss).toBeCloseTo(chosen.loss, 12);

  const [artefact, reference] = [await readArtefact(place), await readReferenceLogits(place, card)];
  if (artefact.kind !== "sound" || reference.kind !== "read") throw new Error(`${artefact.kind}, ${reference.kind}`);
  const parity = await checkAgainstReference(artefact.artefact, reference.rows);
  expect(parity).toMatchObject({
    labels: 2 * parity.rows,
    flips: 0,
    metric: "micro_f1",
    verdict: { kind: "accepted" },
  });
  expect(parity.score.trained).toBeCloseTo(card.training!.dev.micro_f1!, 12); // judged alike when training ended
});

test("where half of dev chooses, thresholds are the best on that half", async () => {
  const settings = { "options.layers": "1", "train.learning_rate": "0.02", "train.dropout": "0", choose: "half" };
  await trainHere(tinyJob(folder, "my/verdicts/teacher", settings, { place: "half" }));
  const place = join(folder, "out/half");
  const card = Card.parse(JSON.parse(await readFile(join(place, "card.json"), "utf8")));
  const reference = await readReferenceLogits(place, card);
  if (reference.kind !== "read") throw new Error(reference.kind);
  const rows = reference.rows as ReferenceOf["multi-label-classification"][];
  const { choose } = await halvesOf(
    [rows.map(({ id, text_a, gold }) => ({ id, text_a, labels: gold }))],
    [{ id: "my/verdicts" }],
  );
  const chosen = rows.filter(({ id }) => choose.flat().some((row) => row.id === id));
  expect([card.training!.dev_chosen!.rows, chosen.length < rows.length]).toEqual([chosen.length, true]);
  const logits = chosen.map((row) => Float32Array.from(row.logits));
  const targets = chosen.map(({ gold }) => card.labels.map((label) => Number(gold.includes(label))));
  for (const [i, threshold] of multiLabel.thresholds!(logits, targets, card.labels).entries())
    expect(card.thresholds![i]).toBeCloseTo(threshold, 5); // other batches round otherwise
});
