import { bestOf, type DevPoint } from "../../trainer/training/checkpoint.ts";

/** What is read of a `training.json`. */
export interface SeededRecord {
  seed: number;
  dev: readonly DevPoint[];
  /** Where half of dev chose: figures on the other, of the weights kept. */
  dev_unseen?: Readonly<Record<string, number>> | undefined;
  wall_seconds?: number;
}

export interface SeedSummary {
  /** The metric that decides which weights are kept, and its figure for each seed, of the weights kept. */
  primary: string;
  seeds: { seed: number; epoch: number; metrics: Record<string, number> }[];
  /** Over the seeds, of every metric that all of them have. */
  metrics: Record<string, Spread>;
  /** The same on the half of dev that chose no epoch; absent where all of dev chose. */
  unseen?: Record<string, Spread>;
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
 * different metrics or by halves of dev and by all of it.
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
  const unseen = records.flatMap(({ dev_unseen }) => (dev_unseen ? [dev_unseen] : []));
  if (unseen.length > 0 && unseen.length < records.length)
    throw new RangeError("seedSummary: half of dev chose in some runs, all of it in others");
  return {
    primary: primary!,
    seeds,
    metrics: spreadsOf(seeds.map(({ metrics }) => metrics)),
    ...(unseen.length > 0 && { unseen: spreadsOf(unseen.map(({ rows: _, ...figures }) => figures)) }),
  };
}

/** Of every figure that all have. */
function spreadsOf(all: readonly Readonly<Record<string, number>>[]): Record<string, Spread> {
  const shared = Object.keys(all[0]!).filter((name) => all.every((figures) => name in figures));
  return Object.fromEntries(shared.map((name) => [name, spreadOf(all.map((figures) => figures[name]!))]));
}

/** Of one value or more. */
export function spreadOf(values: readonly number[]): Spread {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return {
    mean,
    deviation: values.length === 1 ? null : Math.sqrt(squares / (values.length - 1)),
    least: Math.min(...values),
    most: Math.max(...values),
  };
}
