/** A model that was imported as a teacher for every method, and as the encoder that students start from, on the cpu backend. */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Card } from "../r2-assets/format/card.ts";
import { useBackend } from "../trainer/backend/tf.ts";
import type { BertConfig } from "../trainer/models/bert/config.ts";
import { OtherExperimentError } from "../trainer/training/errors.ts";
import { artefactIn } from "./fixtures/artefact-folder.ts";
import { TINY_VOCABULARY } from "./fixtures/tiny-artefact.ts";
import { tinyJob, trainHere } from "./fixtures/tiny-job.ts";
import { writeTinyEncoder, writeTinyGlue, writeTinyText, writeTinyTransfer } from "./fixtures/tiny-training.ts";

let folder: string;
beforeAll(async () => {
  await useBackend("cpu");
  folder = await mkdtemp(join(tmpdir(), "retort-imported-"));
  await writeTinyEncoder(join(folder, "encoder"));
  await writeTinyText(join(folder, "data"), 8); // and whatever is kept out of unlabelled texts
  await writeTinyGlue(join(folder, "data"), "sst2", 24, 8);
  await writeTinyTransfer(join(folder, "data"), 24, []);
  for (const [family, config] of Object.entries(FAMILIES))
    await artefactIn(join(folder, "imported", family), { id: family, labels: ["POSITIVE", "NEGATIVE"], config });
});
afterAll(() => rm(folder, { recursive: true }));

const FAMILIES: Record<string, Partial<BertConfig>> = {
  electra: { layers: 4, pooling: "pooler", poolerActivation: "gelu", embeddingWidth: 16 },
  distilbert: { layers: 4, pooling: "pooler", poolerActivation: "relu" },
};

const lowRank = (rank: number) => ({ kind: "low_rank", rank });
const kronecker = (a: [number, number], b: [number, number]) => ({ kind: "kronecker", a, b, terms: 1 });
const planFor = (family: string) => ({
  word: kronecker([TINY_VOCABULARY.length, FAMILIES[family]!.embeddingWidth ? 4 : 8], [1, 4]),
  attention: kronecker([16, 8], [2, 4]),
  intermediate: kronecker([32, 16], [2, 2]),
  output: lowRank(8),
});

const METHODS: Record<string, (family: string) => Record<string, unknown>> = {
  "sst2/pkd-skip": () => ({ "options.layers": 2, "train.frozen": [] }),
  "sst2/kd": () => ({ "options.layers": 2 }),
  "sst2/kronecker-19x": (family) => ({ "options.plan": planFor(family), start: null }),
  "sst2/svd-19x": (family) => ({ "options.equal_to": planFor(family), start: null }),
  "sst2/xtremedistil-soft": () => ({
    transfer: ["sentiment/reviews.jsonl.gz"],
    "encoder.vocabulary": "seen",
    options: { embedding: 8, units: 8 },
    stages: [{ on: "task+transfer" }],
  }),
};

const train = (
  recipe: string,
  family: string,
  changes: Record<string, unknown>,
  { log = [] as string[], place = `${recipe}-${family}`, existing = "refuse" as "refuse" | "resume" } = {},
) =>
  trainHere(
    tinyJob(
      folder,
      recipe,
      {
        teacher: family,
        "encoder.source": `model:${family}`,
        "encoder.pooling": "pooler",
        "train.epochs": "1",
        ...Object.fromEntries(Object.entries(changes).map(([key, value]) => [key, JSON.stringify(value)])),
      },
      { place, existing, imported: join(folder, "imported") },
    ),
    { log: (line) => log.push(line) },
  );

const cardOf = async (recipe: string, family: string) =>
  Card.parse(JSON.parse(await readFile(join(folder, "out", `${recipe}-${family}`, "card.json"), "utf8")));

const all = Object.keys(METHODS).flatMap((recipe) => Object.keys(FAMILIES).map((family) => ({ recipe, family })));
/** Each method by the family that is further from BERT; the other one's head by one of them. */
const short = all.filter(({ recipe, family }) => family === "electra" || recipe === "sst2/kd");

const learns = async ({ recipe, family }: (typeof all)[number]) => {
  const log: string[] = [];
  expect(await train(recipe, family, METHODS[recipe]!(family), { log })).toMatchObject({ kind: "finished" });
  expect(log.join("\n")).toContain(`the imported ${family}@`);
  expect(log).toContain(`${family} answers POSITIVE, NEGATIVE: read as negative, positive`);
  const card = await cardOf(recipe, family);
  expect(card.teacher?.id).toBe(family);
  expect(card.base_model.source).toBe(`${family}@${card.teacher!.version}`);
  if (card.architecture.kind !== "bert") return;
  expect(card.architecture.pooler_activation).toBe(FAMILIES[family]!.poolerActivation);
  expect(card.architecture.embeddings.word.width).toBe(FAMILIES[family]!.embeddingWidth ?? 32);
};

const TITLE = "$recipe learns from an imported $family";
test.each(short)(TITLE, learns);
test.each(all.filter((each) => !short.includes(each)))(TITLE, { tags: ["long"] }, learns);

test("one sentence says that a student would read otherwise than the teacher's head, or that there is no such model", async () => {
  const plan = { "options.plan": planFor("electra"), start: null };
  const place = "sst2/refused";
  await expect(
    train("sst2/kronecker-19x", "electra", { ...plan, "encoder.pooling": "mean" }, { place }),
  ).rejects.toThrow(
    "the student takes the teacher's head, which reads a pooler of gelu, but by encoder.pooling and encoder.source it would read mean",
  );
  await expect(train("sst2/kd", "electra", { "encoder.source": "model:none" }, { place })).rejects.toThrow(
    "there is no model none for encoder.source, neither published nor imported",
  );
});

test("a training does not go on from another encoder that has got the name", async () => {
  const own = join(folder, "imported", "own");
  const options = { id: "own", labels: ["POSITIVE", "NEGATIVE"], config: FAMILIES.distilbert! };
  await artefactIn(own, options);
  const changes = { ...METHODS["sst2/kd"]!("own"), teacher: "distilbert" };
  await train("sst2/kd", "own", changes);
  expect(await train("sst2/kd", "own", changes, { existing: "resume" })).toMatchObject({ kind: "finished" });
  await artefactIn(own, { ...options, seed: 5 });
  await expect(train("sst2/kd", "own", changes, { existing: "resume" })).rejects.toThrow(OtherExperimentError);
});
