import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Recipe } from "../../trainer/recipes/recipe.ts";
import type { Job } from "./job.ts";
import { seedPlace, seedRecords } from "./seed-records.ts";
import { seedSummary } from "./seed-summary.ts";
import { supervise } from "./supervise.ts";

/**
 * One run a seed; what finished runs found best on dev, earlier ones of the same settings among them, summed up in
 * `seeds.json`. Returns the first exit code that is not 0.
 */
export async function trainSeeds(job: Job, recipe: Recipe, seeds: readonly number[]): Promise<number> {
  const { order, where } = job;
  for (const [i, seed] of seeds.entries()) {
    console.error(`train: seed ${seed}, ${i + 1} of ${seeds.length}`);
    const place = seedPlace(order.name, recipe.seed, seed);
    const overrides = { ...order.overrides, seed: String(seed) };
    const code = await supervise({ ...job, order: { ...order, place, overrides } });
    if (code !== 0) return code;
  }
  const summary = seedSummary(await seedRecords(where.out, order.name, recipe));
  await writeFile(join(where.out, order.name, "seeds.json"), `${JSON.stringify(summary, null, 2)}\n`);
  const over = `over seeds ${summary.seeds.map(({ seed }) => seed).join(", ")}`;
  for (const [where, spreads] of Object.entries({ dev: summary.metrics, "dev's unseen half:": summary.unseen ?? {} }))
    for (const [metric, { mean, deviation }] of Object.entries(spreads))
      console.error(`train: ${where} ${metric} ${mean.toFixed(4)} ± ${deviation?.toFixed(4) ?? "?"} ${over}`);
  return 0;
}
