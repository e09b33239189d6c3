/**
 * Do 95 % intervals hold the truth 95 times in 100, and do tests at 5 % reject what is true 5 times in 100? Each method
 * is run on data sets of realistic size, drawn from populations whose truth is known. A few minutes; progress on stderr.
 *
 *     node bench/statistics/run.ts [--draws 2000] [--resamples 1000] [--seed 17] [--only TEXT] [--json]
 */
import { Command } from "commander";
import { wholeNumber } from "../../cli/options.ts";
import { createProgress } from "../../cli/ui/progress.ts";
import { table } from "../../cli/ui/table.ts";
import { createRandom } from "../../eval/statistics/random.ts";
import { COVERAGE } from "./coverage.ts";
import { REJECTION } from "./rejection.ts";
import type { Study } from "./study.ts";

const BAND = { coverage: [0.94, 0.96], rejection: [0.04, 0.06] } as const;

const options = new Command("node bench/statistics/run.ts")
  .description(
    "Checks intervals and tests by simulation: coverage of 95 % intervals, rejections of true hypotheses at 5 %.",
  )
  .option("--draws <number>", "data sets a method is run on", wholeNumber(1), 2000)
  .option("--resamples <number>", "resamples within a method; the product itself uses 10,000", wholeNumber(1), 1000)
  .option("--seed <number>", "of everything drawn", wholeNumber(0, 2 ** 32 - 1), 17)
  .option("--only <text>", "only methods and data whose names hold this")
  .option("--json", "print JSON instead of a table")
  .parse()
  .opts<{ draws: number; resamples: number; seed: number; only?: string; json?: true }>();

const seeds = createRandom(options.seed);
const studies = [...COVERAGE, ...REJECTION]
  .map((study) => ({ study, seed: seeds.next() })) // the same whichever others are run
  .filter(({ study }) => `${study.method}, ${study.data}`.includes(options.only ?? ""));

const progress = createProgress({ label: "simulating", total: studies.length * options.draws, unit: "data sets" });
const results = studies.map(({ study, seed }, i) => {
  const random = createRandom(seed);
  let hits = 0;
  for (let draw = 0; draw < options.draws; draw++) {
    if (study.trial(random, { draws: options.resamples, seed: random.next() })) hits++;
    progress.update(i * options.draws + draw + 1, study.method);
  }
  return resultOf(study, hits / options.draws);
});
progress.stop();

function resultOf({ method, data, measures, conservative }: Study, rate: number) {
  const error = Math.sqrt((rate * (1 - rate)) / options.draws);
  const [low, high] = BAND[measures];
  return { method, data, measures, conservative, rate, error, within: rate >= low && rate <= high };
}
type Result = ReturnType<typeof resultOf>;

const percent = (share: number) => (100 * share).toFixed(2);
const verdict = ({ within, conservative }: Result) =>
  within ? "yes" : conservative ? "no, conservative by construction" : "NO";
const print = (measures: Study["measures"], title: string, rate: string) => {
  const rows = results.filter((result) => result.measures === measures);
  if (rows.length === 0) return;
  const [low, high] = BAND[measures].map((share) => 100 * share);
  const columns = [
    { title, cell: (row: Result) => row.method },
    { title: "data", cell: (row: Result) => row.data },
    { title: rate, cell: (row: Result) => percent(row.rate), align: "right" as const },
    { title: "± error", cell: (row: Result) => percent(row.error), align: "right" as const },
    { title: `within ${low}-${high} %`, cell: verdict },
  ];
  console.log(`${table(columns, rows)}\n`);
};

if (options.json) console.log(JSON.stringify({ ...options, results }, null, 2));
else {
  print("coverage", "95 % interval", "holds truth, %");
  print("rejection", "test at 5 %", "rejects, %");
  console.log(
    `${options.draws} data sets each, ${options.resamples} resamples within, seed ${options.seed}. "± error": one standard error of the simulation.`,
  );
}
