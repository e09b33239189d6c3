/** Half of dev chooses, the other reports: the same training, judged by fewer rows, on the cpu backend. */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { SUITES } from "../eval/suites/index.ts";
import { Card } from "../r2-assets/format/card.ts";
import { loadRecipe } from "../trainer/recipes/recipe.ts";
import { bestOf } from "../trainer/training/checkpoint.ts";
import { runRecipe } from "../trainer/training/run-recipe.ts";
import { tinyJob, trainHere } from "./fixtures/tiny-job.ts";
import { writeTinyEncoder, writeTinyGlue } from "./fixtures/tiny-training.ts";

const RECIPE = "sst2/teacher-run-1";
const HALF = { choose: "half" };
const DEV_ROWS = 40;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "retort-choosing-"));
  await writeTinyEncoder(join(folder, "encoder"));
  await writeTinyGlue(join(folder, "data"), "sst2", 32, DEV_ROWS);
});
afterAll(() => rm(folder, { recursive: true }));

const job = (place: string, settings: Record<string, string>) => tinyJob(folder, RECIPE, settings, { place });
const left = (place: string, file: string) => readFile(join(folder, "out", place, file));
const json = async (place: string, file: string) => JSON.parse((await left(place, file)).toString());

test("looks are at the half that chooses; card and record have both halves, whose mean by rows is dev's", async () => {
  const lines: string[] = [];
  const judged: number[] = [];
  await trainHere(job("half", { ...HALF, "train.judged": "3" }), {
    log: (line) => lines.push(line),
    onJudging: (done, total) => void (done === total && judged.push(total)),
  });
  const { training, calibration } = Card.parse(await json("half", "card.json"));
  const { choose, dev, dev_chosen: chosen, dev_unseen: unseen } = training!;
  expect(calibration).toMatchObject({ fitted_on: "half of dev of sst2", rows: chosen!.rows });
  expect([choose, chosen!.rows! + unseen!.rows!]).toEqual(["half", DEV_ROWS]);
  for (const figure of ["accuracy", "loss"]) {
    const together = chosen!.rows! * chosen![figure]! + unseen!.rows! * unseen![figure]!;
    expect(together / DEV_ROWS, figure).toBeCloseTo(dev[figure]!, 5); // batches are others, so floats round otherwise
  }
  const record = await json("half", "training.json");
  const best = bestOf(record.dev);
  expect([dev.epoch, chosen!.accuracy]).toEqual([best.epoch, best.metrics.accuracy]);
  expect(chosen!.loss).toBeCloseTo(best.loss, 5);
  expect(judged).toEqual([...record.dev.map(() => chosen!.rows), DEV_ROWS]); // its halves are not asked again
  expect(record).toMatchObject({ recipe: HALF, dev_examples: DEV_ROWS, dev_chosen: chosen, dev_unseen: unseen });
  expect(lines).toContainEqual(
    `sst2: 32 training and ${DEV_ROWS} dev inputs; ${chosen!.rows} of dev's ${DEV_ROWS} rows choose`,
  );
  expect(lines.some((line) => /^dev accuracy: 0\.\d{4} on \d+ rows that chose, .* that did not$/.test(line))).toBe(
    true,
  );
});

test("who chooses changes no weight where there is one look; without the setting card and record say nothing of halves", async () => {
  const one = { "train.epochs": "1" };
  await trainHere(job("one-half", { ...one, ...HALF }));
  await trainHere(job("one-whole", one));
  const weights = await Promise.all(["one-half", "one-whole"].map((place) => left(place, "weights.safetensors")));
  expect(weights[0]!.equals(weights[1]!)).toBe(true);
  const { training } = await json("one-whole", "card.json");
  const told = [training, await json("one-whole", "training.json")].flatMap(Object.keys);
  expect(told.filter((key) => /choose|dev_chosen|dev_unseen/.test(key))).toEqual([]);
});

test("a run goes on with those who began to choose alone", async () => {
  const began = job("going-on", { "train.epochs": "2" });
  await trainHere(began, { shouldStop: () => "interrupted" });
  const other = { ...began, overrides: { ...began.overrides, ...HALF }, existing: "resume" as const };
  await expect(trainHere(other)).rejects.toThrow("belongs to another recipe, data set");
});

test.each<[Record<string, unknown>, string]>([
  [HALF, "its choose is half, that of sst2/teacher-run-1 whole; in a soup they must be one"],
  [
    { more_rows: ["more.jsonl.gz"] },
    "its more_rows are not those of sst2/teacher-run-1; in a soup they must be the same",
  ],
])("a soup of another kind than what is in it is refused: %o", async (other, sentence) => {
  const file = join(folder, "soup.json");
  await writeFile(file, JSON.stringify({ ...(await loadRecipe("sst2/teacher")), ...other }));
  const soup = tinyJob(folder, "sst2/teacher", {}, { place: "soup" });
  await expect(runRecipe({ ...soup, file }, soup, { log() {} })).rejects.toThrow(`recipe sst2/teacher: ${sentence}`);
});

test("on text there is nothing to halve", async () => {
  await expect(trainHere(tinyJob(folder, "text/kronecker-19x", HALF, { place: "text" }))).rejects.toThrow(
    "on text there is no dev to halve: choose must be absent or whole",
  );
});

test("what is in a soup learns from no suite's texts, as the soup's card would not say so", async () => {
  const stages = JSON.stringify([{ on: "transfer" }, { on: "task" }]);
  const texts = { transfer: JSON.stringify([SUITES["glue/cola"]!.file]), stages };
  await expect(trainHere(tinyJob(folder, "sst2/teacher", texts, { place: "soup" }))).rejects.toThrow(
    "recipe sst2/teacher: sst2/teacher-run-1 learns from texts of glue/cola, which a soup's card would not say",
  );
});
