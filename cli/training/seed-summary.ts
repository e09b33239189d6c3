import { bestOf, type DevPoint } from "../../trainer/training/checkpoint.ts";

/** What is read of a `training.json`. */
export interface SeededRecord {
  seed: number;
  dev: readonly DevPoint[];
}

export interface SeedSummary {
  /** The metric that decides which weights are kept, and its figure for each seed, of the weights kept. */
  primary: string;
  seeds: { seed: number; epoch: number; metrics: Record<string, number> }[];
  /** Over the seeds, of every metric that all of them have. */
  metrics: Record<string, Spread>;
}

export interface Spread {
  mean: number;
  /** `sqrt(Σ (x - mean)² / (n - 1))`; null of one seed, which has no spread. */
  deviation: number | null;
  least: number;
  most: number;
}

/**
 * Runs that differ by their seed alone, each by its best look at dev. That is one draw of the seed, not of the dev rows:
 * the spread tells nothing of the interval of one model. A factored student's seed only shuffles the rows: its start, its
 * teacher and the teacher's head are given, so that another text stage or another teacher would spread it further.
 * Throws RangeError for no record, one without a look at dev, a seed that is there twice, and records that are judged by
 * different metrics.
 */
export function seedSummary(records: readonly SeededRecord[]): SeedSummary {
  if (records.length === 0) throw new RangeError("seedSummary: there is no record");
  const bests = records.map(({ seed, dev }) => {
    if (dev.length === 0) throw new RangeError(`seedSummary: seed ${seed} has no figures on dev`);
    return { seed, ...bestOf(dev) };
  });
  const [primary, ...others] = new Set(bests.map((best) => best.primary));
  if (others.length > 0) throw new RangeError(`seedSummary: judged by ${primary} and by ${others[0]}`);
  if (new Set(bests.map(({ seed }) => seed)).size < bests.length)
    throw new RangeError("seedSummary: two records are of the same seed");
  const seeds: SeedSummary["seeds"] = bests.map(({ seed, epoch, metrics, loss }) => ({
    seed,
    epoch,
    metrics: { ...metrics, loss },
  }));
  const shared = Object.keys(seeds[0]!.metrics).filter((name) => seeds.every(({ metrics }) => name in metrics));
  return {
    primary: primary!,
    seeds,
    metrics: Object.fromEntries(shared.map((name) => [name, spreadOf(seeds.map(({ metrics }) => metrics[name]!))])),
  };
}

function spreadOf(values: readonly number[]): Spread {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return {
    mean,
    deviation: values.length === 1 ? null : Math.sqrt(squares / (values.length - 1)),
    least: Math.min(...values),
    most: Math.max(...values),
  };
}
