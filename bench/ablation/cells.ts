/** The trainings of an ablation, and what is there of them. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import { seedRecords } from "../../cli/training/seed-records.ts";
import { sha256 } from "../../r2-assets/format/digest.ts";
import { CARD_FILE } from "../../r2-assets/format/keys.ts";
import { methodNamed } from "../../trainer/methods/index.ts";
import type { Recipe } from "../../trainer/recipes/recipe.ts";
import { taskOfRecipe } from "../../trainer/tasks/find-task.ts";
import { checkRecipe } from "../../trainer/training/check-recipe.ts";
import { bestOf } from "../../trainer/training/checkpoint.ts";
import { recipeNamed } from "../../trainer/training/recipe-named.ts";
import { named, type Plan, variantsOf } from "./plan.ts";

/** One variant on one task with one seed. */
export interface Cell {
  task: string;
  variant: string;
  seed: number;
  /** The recipe's name. */
  name: string;
  overrides: Record<string, string>;
  recipe: Recipe;
  /** Its folder in `out`, without the seed's and with it. */
  family: string;
  place: string;
}

/**
 * Seed by seed, so that the first whole table comes after a share of the time. `more` goes before what the plan sets. Throws Error with one sentence where a variant is no
 * recipe, or none that its method trains.
 */
export async function cellsOf(
  plan: Plan,
  folder: string,
  data: string,
  more: Readonly<Record<string, string>> = {},
): Promise<Cell[]> {
  const cells: Cell[] = [];
  for (const seed of plan.seeds)
    for (const task of plan.tasks)
      for (const { name: variant, overrides: own } of variantsOf(plan, task)) {
        const overrides = { ...own, ...more, seed: `${seed}` };
        const name = named(plan.base, task);
        const recipe = await checkedRecipe(name, data, overrides).catch((error: Error) => {
          throw new Error(`${variant} of ${task}: ${error.message}`);
        });
        const family = join(folder, task, variant);
        cells.push({ task, variant, seed, name, overrides, recipe, family, place: join(family, `seed-${seed}`) });
      }
  return cells;
}

/** So that no hours go into what cells learn from before one of them is refused. */
async function checkedRecipe(name: string, data: string, overrides: Readonly<Record<string, string>>): Promise<Recipe> {
  const recipe = await recipeNamed(name, { data }, overrides);
  checkRecipe(name, recipe, methodNamed(recipe.method), await taskOfRecipe(recipe, data), "tensorflow");
  return recipe;
}

/** What a cell came to, on the half of dev that chose nothing. */
export interface Measured {
  cell: Cell;
  metric: string;
  /** By the weights that training left. */
  trained: number;
  /** By the artefact, weights as they are stored, in the engine that serves; null where that cannot be measured, absent where it is not yet. */
  served?: number | null;
  /** How many rows that half has. */
  rows: number;
  /** That training took. */
  seconds: number;
  data_sha256: string;
  /** `id@version` of the model that taught; absent where none did, or in lines from before it was kept. */
  teacher?: string;
  machine: { cpu: string; cores: number };
  code?: string;
}

/** `served.json` beside an artefact. */
export const Served = z.strictObject({
  /** Of the artefact's card. */
  card_sha256: z.string(),
  metric: z.string(),
  rows: z.int(),
  /** Null where the metric is undefined, or the task has several dev files. */
  value: z.number().nullable(),
});
export type Served = z.infer<typeof Served>;
export const SERVED_FILE = "served.json";

/** Those that finished with these very settings; others are to be trained. */
export async function measuredOf(out: string, cells: readonly Cell[]): Promise<Measured[]> {
  const families = Map.groupBy(cells, ({ family }) => family);
  const found: Measured[] = [];
  for (const [family, own] of families) {
    const records = await seedRecords(out, family, own[0]!.recipe).catch(noFolder);
    for (const cell of own) {
      const record = records.find(({ seed }) => seed === cell.seed);
      if (record?.dev_unseen === undefined) continue;
      const metric = bestOf(record.dev).primary;
      const { [metric]: trained, rows } = record.dev_unseen;
      if (trained === undefined) continue;
      const served = await readServed(join(out, cell.place));
      const { data_sha256, teacher, machine, code, wall_seconds: seconds = 0 } = record;
      found.push({
        ...{ cell, metric, trained, ...(served && { served: served.value }), rows: rows!, seconds, data_sha256 },
        ...(teacher?.version !== undefined && { teacher: `${teacher.id}@${teacher.version}` }),
        ...{ machine, ...(code !== undefined && { code }) },
      });
    }
  }
  return found;
}

/** Undefined where it is not there, or of an artefact before. */
export async function readServed(folder: string): Promise<Served | undefined> {
  const [text, card] = await Promise.all(
    [SERVED_FILE, CARD_FILE].map((file) => readFile(join(folder, file)).catch(() => undefined)),
  );
  if (text === undefined || card === undefined) return undefined;
  const served = Served.parse(JSON.parse(text.toString("utf8")));
  return served.card_sha256 === (await sha256(card)) ? served : undefined;
}

function noFolder(error: NodeJS.ErrnoException): [] {
  if (error.code === "ENOENT") return [];
  throw error;
}
