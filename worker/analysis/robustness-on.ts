import { PERTURBATION_NAMES } from "../../eval/perturbations/index.ts";
import { retentionUnderPerturbation } from "../../eval/robustness/under-perturbation.ts";
import type { Runtime } from "../../r2-assets/format/names.ts";
import { kindOf, type SuiteInfo } from "../../r2-assets/format/suite.ts";
import { standingRuns } from "../storage/standing-runs.ts";
import { type Analyst, analysed } from "./analysed.ts";
import { pairOf } from "./perturbed-entry.ts";
import { runReader } from "./read-run.ts";

/**
 * The share of its scores that a model keeps under perturbation: perturbed over clean, both on the rows that change, the mean
 * over the ten perturbations and then over the suites; with `runtime` of runs that it made. Null unless all ten have been run on every suite.
 */
export async function robustnessOn(
  analyst: Analyst,
  { model, version }: { model: string; version: string | null },
  suites: readonly SuiteInfo[],
  runtime?: Runtime,
): Promise<number | null> {
  const shares: number[] = [];
  for (const suite of suites) {
    const share = await robustnessOnOne(analyst, model, version, suite, runtime);
    if (share === null) return null;
    shares.push(share);
  }
  return mean(shares);
}

async function robustnessOnOne(
  analyst: Analyst,
  model: string,
  version: string | null,
  suite: SuiteInfo,
  by?: Runtime,
) {
  const { env, sight } = analyst;
  const standing = await standingRuns(env.DB, model, version, suite.id);
  const runs = standing.filter(({ runtime }) => by === undefined || runtime === by);
  const pairs = PERTURBATION_NAMES.flatMap((name) => pairOf(runs, name) ?? []);
  if (pairs.length < PERTURBATION_NAMES.length || pairs.some(({ clean }) => clean === null)) return null;
  const metric = suite.metrics[0]!;
  const used = pairs.flatMap(({ clean, perturbed }) => [clean!, perturbed]);
  for (const run of used) if (run.sealed) await sight?.see(run);
  const read = runReader(env, kindOf(suite));
  const rows = pairs.reduce((sum, { clean, perturbed }) => sum + clean!.rows + perturbed.rows, 0);
  return analysed(
    analyst,
    {
      what: `retention under perturbation by ${metric}`,
      runs: used.map(({ id }) => id),
    },
    { rows, looks: 0 },
    async (turn) => {
      const shares: number[] = [];
      for (const { clean, perturbed } of pairs) {
        const rows = { clean: await read.kept(clean!, turn), perturbed: await read.once(perturbed, turn) };
        const share = await retentionUnderPerturbation(read.kind, rows, { metric, suite, turn });
        if (share === null) return null;
        shares.push(share);
      }
      return mean(shares);
    },
  );
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
