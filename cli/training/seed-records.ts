import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Recipe } from "../../trainer/recipes/recipe.ts";
import type { SeededRecord } from "./seed-summary.ts";

export interface TrainingRecord extends SeededRecord {
  status: string;
  recipe: Recipe;
  data_sha256: string;
  /** Null where none taught; one that is there by its answers alone has no version. */
  teacher?: { id: string; version?: string } | null;
  machine: { cpu: string; cores: number };
  /** Absent where it was not known. */
  code?: string;
}

/** Where a seed's run goes in `out`: the recipe's own seed into its folder, others beneath it. */
export const seedPlace = (name: string, own: number, seed: number): string =>
  seed === own ? name : join(name, `seed-${seed}`);

/**
 * The finished runs of a recipe that differ from `recipe` by their seed alone, those of earlier commands among them, by
 * seed. Unfinished ones and those with other settings are left out.
 */
export async function seedRecords(out: string, name: string, recipe: Recipe): Promise<TrainingRecord[]> {
  const folders = (await readdir(join(out, name))).filter((entry) => /^seed-\d+$/.test(entry));
  const records = await Promise.all([".", ...folders].map((folder) => trainingRecord(join(out, name, folder))));
  return records
    .filter((record): record is TrainingRecord => record?.status === "finished")
    .filter((record) => settingsOf(record.recipe) === settingsOf(recipe))
    .sort((x, y) => x.seed - y.seed);
}

/** A recipe's words, which may change between two runs, and what is to differ. */
const ASIDE: ReadonlySet<string> = new Set(["question", "why", "model", "after", "seed"]);

/** What decides how a run goes, but for its seed. */
export const settingsOf = (recipe: Recipe): string =>
  JSON.stringify(Object.entries(recipe).filter(([key]) => !ASIDE.has(key)));

async function trainingRecord(folder: string): Promise<TrainingRecord | undefined> {
  try {
    return JSON.parse(await readFile(join(folder, "training.json"), "utf8"));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
