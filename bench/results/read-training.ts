/** `bench/training/*.json`: what training runs recorded of themselves. Older ones put dev's metrics beside the epoch. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";

const Numbers = z.record(z.string(), z.number());

const Look = z.union([
  z
    .object({ epoch: z.number(), step: z.number(), primary: z.string(), metrics: Numbers, loss: z.number() })
    .transform(({ epoch, metrics, primary, loss }) => ({
      epoch,
      metric: primary,
      value: metrics[primary] ?? loss,
      loss,
    })),
  z
    .object({ epoch: z.number(), step: z.number(), accuracy: z.number(), loss: z.number() })
    .transform(({ epoch, accuracy, loss }) => ({ epoch, metric: "accuracy", value: accuracy, loss })),
]);
/** One judgement on dev, or on held-out text, whose metric is the loss. */
export type Look = z.infer<typeof Look>;

const TrainingRecord = z.object({
  name: z.string(),
  recipe: z.object({
    task: z.string(),
    method: z.string(),
    model: z.object({ id: z.string() }).nullable(),
    soup: z.unknown().nullable(),
    train: z.object({ epochs: z.number() }),
  }),
  seed: z.int(),
  trained_on: z.string().nullish(),
  steps: z.int(),
  wall_seconds: z.number(),
  examples_per_second: z.number(),
  tokens: z.number().optional(),
  /** Rows that dev looked at; older ones don't say. */
  dev_examples: z.int().nullish(),
  dev: z.array(Look),
  /** Where half of dev chose, which `dev` is of then: figures on the other. */
  dev_unseen: Numbers.optional(),
  curve: z.array(z.object({ step: z.number(), loss: z.number() })),
});
export interface TrainingRecord extends z.infer<typeof TrainingRecord> {
  /** From the project's root. */
  path: string;
}

const Spreads = z.record(z.string(), z.object({ mean: z.number(), deviation: z.number() }));

const SeedSummary = z.object({
  primary: z.string(),
  seeds: z.array(z.object({ seed: z.int(), epoch: z.number(), metrics: Numbers })),
  metrics: Spreads,
  unseen: Spreads.optional(),
});
export interface SeedSummary extends z.infer<typeof SeedSummary> {
  recipe: string;
}

export interface TrainingRecords {
  /** One a recipe, with its own seed, by name. */
  records: TrainingRecord[];
  seeds: SeedSummary[];
}

export async function readTraining(folder: string): Promise<TrainingRecords> {
  const all: TrainingRecords = { records: [], seeds: [] };
  for (const file of (await readdir(folder)).sort()) {
    const value = JSON.parse(await readFile(join(folder, file), "utf8"));
    if (file.endsWith("-seeds.json")) {
      all.seeds.push({ ...SeedSummary.parse(value), recipe: file.replace("-", "/").replace("-seeds.json", "") });
    } else if (!/-seed-\d+\.json$/.test(file)) {
      all.records.push({ ...TrainingRecord.parse(value), path: `bench/training/${file}` });
    }
  }
  return all;
}

/** The look whose model was kept: the best on dev, the first of equals; of text the one with the least loss. */
export function bestLook({ dev }: Pick<TrainingRecord, "dev">): Look {
  const better = (x: Look, y: Look) => (x.metric === "loss" ? x.value < y.value : x.value > y.value);
  return dev.reduce((best, look) => (better(look, best) ? look : best));
}
