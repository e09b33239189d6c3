/**
 * Do 95 % intervals hold the truth 95 times in 100, do tests at 5 % reject what is true 5 times in 100, does a student that
 * loses the margin pass as seldom, and do as many rows decide as are named for it? Each method is run on data sets of realistic size, drawn from populations whose truth is known. A few minutes; progress on stderr.
 *
 *     node bench/statistics/run.ts [--draws 2000] [--resamples 1000] [--seed 17] [--only TEXT] [--json]
 *
 * With 2,000 data sets the standard error is 0.5 %, so of two dozen sound methods about one lands outside the band by
 * chance. Whatever lands outside is therefore run again on ten times as many new data sets; both figures are printed.
 */
import { Command } from "commander";
import { wholeNumber } from "../../cli/options.ts";
import { createProgress } from "../../cli/ui/progress.ts";
import { type Column, table } from "../../cli/ui/table.ts";
import { createRandom, type Random } from "../../eval/statistics/random.ts";
import { CLUSTERED } from "./clustered.ts";
import { COVERAGE } from "./coverage.ts";
import { REJECTION } from "./rejection.ts";
import type { Study } from "./study.ts";
import { VERDICTS } from "./verdicts.ts";

const BAND = { coverage: [0.94, 0.96], rejection: [0.04, 0.06], size: [0.04, 0.06], power: [0.77, 0.83] } as const;

const options = new Command("node bench/statistics/run.ts")
  .description(
    "Checks intervals and tests by simulation: coverage of 95 % intervals, rejections of true hypotheses at 5 %, verdicts at the margin and of the rows named.",
  )
  .option(
    "--draws <number>",
    "data sets a method is run on, ten times as many again if it misses",
    wholeNumber(1),
    2000,
  )
  .option("--resamples <number>", "resamples within a method; the product itself uses 10,000", wholeNumber(1), 1000)
  .option("--seed <number>", "of everything drawn", wholeNumber(0, 2 ** 32 - 1), 17)
  .option("--only <text>", "only methods and data whose names hold this")
  .option("--json", "print JSON instead of a table")
  .parse()
  .opts<{ draws: number; resamples: number; seed: number; only?: string; json?: true }>();

interface Outcome {
  draws: number;
  rate: number;
  /** One standard error of the simulation. */
  error: number;
  within: boolean;
}

/** One study after the other, `draws` data sets each. */
async function simulate(
  label: string,
  studies: readonly { study: Study; random: Random }[],
  draws: number,
): Promise<Outcome[]> {
  const progress = createProgress({ label, total: studies.length * draws, unit: "data sets" });
  const outcomes: Outcome[] = [];
  for (const [i, { study, random }] of studies.entries()) {
    let hits = 0;
    for (let draw = 0; draw < draws; draw++) {
      if (await study.trial(random, { draws: options.resamples, seed: random.next() })) hits++;
      progress.update(i * draws + draw + 1, study.method);
    }
    const rate = hits / draws;
    const [low, high] = BAND[study.measures];
    outcomes.push({ draws, rate, error: Math.sqrt((rate * (1 - rate)) / draws), within: rate >= low && rate <= high });
  }
  progress.stop();
  return outcomes;
}

/** Each study with data of its own: the same whichever others are run, or stand in the other list. */
function seeded(list: readonly Study[], seed: number) {
  const seeds = createRandom(seed);
  return list.map((study) => ({ study, random: createRandom(seeds.next()) }));
}
const studies = [
  ...seeded([...COVERAGE, ...REJECTION, ...CLUSTERED], options.seed),
  ...seeded(VERDICTS, options.seed + 1),
].filter(({ study }) => `${study.method}, ${study.data}`.includes(options.only ?? ""));
const first = await simulate("simulating", studies, options.draws);
const missed = studies.filter(({ study }, i) => !first[i].within && !study.ignoresClusters);
const again = await simulate("simulating again", missed, 10 * options.draws);
const results = studies.map((study, i) => ({
  ...study.study,
  first: first[i],
  again: again[missed.indexOf(study)] ?? null,
}));
type Result = (typeof results)[number];

const percent = (outcome: Outcome | null) =>
  outcome && `${(100 * outcome.rate).toFixed(2)} ± ${(100 * outcome.error).toFixed(2)}`;
const verdict = ({ first, again, conservative, ignoresClusters }: Result) =>
  (again ?? first).within
    ? "yes"
    : conservative
      ? "no: conservative by construction"
      : ignoresClusters
        ? "no: rows of a cluster are alike"
        : "NO";

function print(measures: Study["measures"], title: string, rate: string): void {
  const rows = results.filter((result) => result.measures === measures);
  if (rows.length === 0) return;
  const [low, high] = BAND[measures].map((share) => 100 * share);
  const columns: Column<Result>[] = [
    { title, cell: ({ method }) => method },
    { title: "data", cell: ({ data }) => data },
    { title: rate, cell: ({ first }) => percent(first), align: "right" },
    { title: "again", cell: ({ again }) => percent(again), align: "right" },
    { title: `within ${low}-${high} %`, cell: verdict },
  ];
  console.log(`${table(columns, rows)}\n`);
}

if (options.json) console.log(JSON.stringify({ ...options, results }, null, 2));
else {
  print("coverage", "95 % interval", "holds truth, %");
  print("rejection", "test at 5 %", "rejects, %");
  print("size", "verdict at the margin", "good enough, %");
  print("power", "verdict of the rows named", "given, %");
  const { draws, resamples, seed } = options;
  console.log(`${draws} data sets each, "again" ${10 * draws} new ones; ${resamples} resamples within; seed ${seed}.`);
  console.log("± is one standard error of the simulation.");
}
