/**
 * Do 95 % ranges of ranks hold a model's true rank 95 times in 100, near ties or not? Beside them the naive range: the 2.5 % and
 * 97.5 % percentiles of a model's rank over the same draws of rows. Data sets are drawn from populations whose ranks are known.
 *
 *     node bench/statistics/ranks.ts [--draws 1000] [--resamples 1000] [--seed 17] [--only TEXT] [--json]
 *
 * Holds: the share of data sets in which a model's range holds its true rank, the mean over models and the model that fares
 * worst, of which 1,000 data sets have a standard error of 0.7 %. Ranks: how many a range has, the mean. A few minutes.
 */
import { Command } from "commander";
import { wholeNumber } from "../../cli/options.ts";
import { createProgress } from "../../cli/ui/progress.ts";
import { type Column, table } from "../../cli/ui/table.ts";
import { type Drawn, drawMean } from "../../eval/statistics/draw-mean.ts";
import { createRandom, type Random } from "../../eval/statistics/random.ts";
import { rankRange, standings } from "../../eval/statistics/rank-ranges.ts";
import { percentileInterval, type ResamplingOptions } from "../../eval/statistics/resampling.ts";
import { POPULATIONS, type RankedPopulation } from "./ranked-populations.ts";

type Range = readonly [best: number, worst: number];

const options = new Command("node bench/statistics/ranks.ts")
  .description(
    "Checks ranges of ranks by simulation: how often they hold the true rank, and the naive ones beside them.",
  )
  .option("--draws <number>", "data sets of each population", wholeNumber(1), 1000)
  .option("--resamples <number>", "draws of the rows of each data set", wholeNumber(2), 1000)
  .option("--seed <number>", "of everything drawn", wholeNumber(0, 2 ** 32 - 1), 17)
  .option("--only <text>", "only populations whose names hold this")
  .option("--json", "print JSON instead of a table")
  .parse()
  .opts<{ draws: number; resamples: number; seed: number; only?: string; json?: true }>();

/** What ranges of one kind came to over all data sets. */
class Record {
  readonly #holds: number[];
  #ranks = 0;
  #sets = 0;

  constructor(models: number) {
    this.#holds = Array(models).fill(0);
  }

  add(ranges: readonly Range[], truth: readonly number[]): void {
    this.#sets++;
    for (const [i, [best, worst]] of ranges.entries()) {
      if (best <= truth[i] && truth[i] <= worst) this.#holds[i]++;
      this.#ranks += (worst - best + 1) / ranges.length;
    }
  }

  get figures() {
    const shares = this.#holds.map((holds) => holds / this.#sets);
    const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
    return { mean, worst: Math.min(...shares), ranks: this.#ranks / this.#sets };
  }
}

const rankOf = (values: readonly number[], own: number) => 1 + values.filter((value) => value > own).length;

/** The percentiles of each model's rank over the draws. */
const naiveRanges = (models: readonly Drawn[]): Range[] =>
  models.map(({ draws }) =>
    percentileInterval(
      draws.map((own, b) =>
        rankOf(
          models.map((other) => other.draws[b]),
          own,
        ),
      ),
    ),
  );

async function simulate({ truths, draw }: RankedPopulation, random: Random, seen: (set: number) => void) {
  const truth = truths.map((own) => rankOf(truths, own));
  const [ranges, naive] = [new Record(truths.length), new Record(truths.length)];
  for (let set = 0; set < options.draws; set++) {
    const models = draw(random);
    const resampling: ResamplingOptions = { draws: options.resamples, seed: random.next() };
    const drawn = await Promise.all(models.map(async (metrics) => (await drawMean(metrics, resampling))!));
    const found = await standings(drawn);
    ranges.add(
      found.map((standing) => rankRange(standing!, truths.length)),
      truth,
    );
    naive.add(naiveRanges(drawn), truth);
    seen(set + 1);
  }
  return { ranges: ranges.figures, naive: naive.figures };
}

const seeds = createRandom(options.seed);
const populations = POPULATIONS.map((population) => ({ population, random: createRandom(seeds.next()) })).filter(
  ({ population }) => population.name.includes(options.only ?? ""),
);
const progress = createProgress({ label: "simulating", total: populations.length * options.draws, unit: "data sets" });
const results: ({ name: string } & Awaited<ReturnType<typeof simulate>>)[] = [];
for (const [i, { population, random }] of populations.entries()) {
  const { name } = population;
  const figures = await simulate(population, random, (set) => progress.update(i * options.draws + set, name));
  results.push({ name, ...figures });
}
progress.stop();

const percent = (share: number) => (100 * share).toFixed(1);
const columnsOf = (of: "ranges" | "naive", title: string): Column<(typeof results)[number]>[] => [
  { title: `${title} holds, %`, cell: (row) => percent(row[of].mean), align: "right" },
  { title: "worst", cell: (row) => percent(row[of].worst), align: "right" },
  { title: "ranks", cell: (row) => row[of].ranks.toFixed(1), align: "right" },
];
if (options.json) console.log(JSON.stringify({ ...options, results }, null, 2));
else {
  const models: Column<(typeof results)[number]> = { title: "models", cell: ({ name }) => name };
  console.log(table([models, ...columnsOf("ranges", "range"), ...columnsOf("naive", "naive")], results));
  console.log(`\n${options.draws} data sets each, ${options.resamples} draws of rows within; seed ${options.seed}.`);
}
