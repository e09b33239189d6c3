/**
 * What the statistics of online A/B cost and how often they are wrong, by simulation: the functions that serve fold runs
 * whose truth is known. Progress with ETA on stderr; half an hour on one core.
 *
 *     node bench/experiments/simulate.ts [--runs 10000] [--seed 23] [--only NAME] [--resume]
 *
 * Writes `bench/experiments/results.json` after every study. With `--only` the others stay as they are; `--resume` leaves out those that are there
 * with the same runs and seed.
 */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { Command } from "commander";
import { describeMachine } from "../../cli/bench/machine.ts";
import { wholeNumber } from "../../cli/options.ts";
import { createProgress } from "../../cli/ui/progress.ts";
import { createRandom, type Random } from "../../eval/statistics/random.ts";
import { replaceFile } from "../../trainer/files/replace-file.ts";
import { DECISIONS } from "./decisions.ts";
import { FEEDBACK } from "./feedback.ts";
import type { Recorded, Results } from "./results.ts";
import { SAMPLES } from "./samples.ts";
import { type Study, summarise, type Told } from "./study.ts";

const STUDIES: readonly Study[] = [...DECISIONS, ...SAMPLES, ...FEEDBACK];
const file = fileURLToPath(new URL("results.json", import.meta.url));

const options = new Command("node bench/experiments/simulate.ts")
  .description(
    "Simulates online A/B: false decisions under constant looking, samples needed, late and missing feedback.",
  )
  .option("--runs <number>", "of each study", wholeNumber(1), 10_000)
  .option("--seed <number>", "of everything drawn", wholeNumber(0, 2 ** 32 - 1), 23)
  .option("--only <text>", "only studies whose names hold this")
  .option("--resume", "leave out studies that are recorded with the same runs and seed")
  .parse()
  .opts<{ runs: number; seed: number; only?: string; resume?: true }>();

const before: Results | null = existsSync(file) ? JSON.parse(await readFile(file, "utf8")) : null;
const recorded = new Map(before?.studies.map((study) => [study.name, study]));
const seeds = createRandom(options.seed);
const chosen = STUDIES.map((study) => ({ study, random: createRandom(seeds.next()) })) // the same runs whichever others are chosen
  .filter(({ study }) => study.name.includes(options.only ?? ""))
  .filter(({ study: { name } }) => !(options.resume && isThere(recorded.get(name))));

for (const { study, random } of chosen) {
  recorded.set(study.name, await simulate(study, random));
  const studies = STUDIES.flatMap(({ name }) => recorded.get(name) ?? []);
  await replaceFile(
    file,
    `${JSON.stringify({ machine: await describeMachine(false), studies } satisfies Results, null, 1)}\n`,
  );
}

function isThere(study: Recorded | undefined): boolean {
  return study?.runs === options.runs && study.seed === options.seed;
}

async function simulate(study: Study, random: Random): Promise<Recorded> {
  const { group, name, title, fixed } = study;
  const progress = createProgress({ label: name, total: options.runs, unit: "runs" });
  const told: Told[] = [];
  const started = performance.now();
  for (let run = 0; run < options.runs; run++) {
    told.push(study.run(random));
    progress.update(run + 1);
  }
  progress.stop();
  const seconds = Math.round((performance.now() - started) / 1000);
  const { runs, seed } = options;
  const date = new Date().toISOString().slice(0, 10);
  const command = `node bench/experiments/simulate.ts --runs ${runs} --seed ${seed} --only ${name}`;
  console.log(`${name}: ${seconds} s`);
  return { group, name, title, runs, seed, date, seconds, command, ...(fixed && { fixed }), found: summarise(told) };
}
