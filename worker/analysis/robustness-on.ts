import { PERTURBATION_NAMES } from "../../eval/perturbations/index.ts";
import { retentionUnderPerturbation } from "../../eval/robustness/under-perturbation.ts";
import type { Runtime } from "../../r2-assets/format/names.ts";
import { kindOf, type SuiteInfo } from "../../r2-assets/format/suite.ts";
import type { Env } from "../env.ts";
import { analysisStore } from "../storage/analysis-store.ts";
import { standingRuns } from "../storage/standing-runs.ts";
import { pairOf } from "./perturbed-entry.ts";
import { runReader } from "./read-run.ts";

/**
 * The share of its scores that a model keeps under perturbation: perturbed over clean, both on the rows that change, the mean
 * over the ten perturbations and then over the suites; with `runtime` of runs that it made. Null unless all ten have been run on every suite.
 */
export async function robustnessOn(
  env: Env,
  { model, version }: { model: string; version: string | null },
  suites: readonly SuiteInfo[],
  runtime?: Runtime,
): Promise<number | null> {
  const shares: number[] = [];
  for (const suite of suites) {
    const share = await robustnessOnOne(env, model, version, suite, runtime);
    if (share === null) return null;
    shares.push(share);
  }
  return mean(shares);
}

async function robustnessOnOne(env: Env, model: string, version: string | null, suite: SuiteInfo, by?: Runtime) {
  const standing = await standingRuns(env.DB, model, version, suite.id);
  const runs = standing.filter(({ runtime }) => by === undefined || runtime === by);
  const pairs = PERTURBATION_NAMES.flatMap((name) => pairOf(runs, name) ?? []);
  if (pairs.length < PERTURBATION_NAMES.length || pairs.some(({ clean }) => clean === null)) return null;
  const metric = suite.metrics[0]!;
  const read = runReader(env, kindOf(suite));
  return analysisStore(env.DB, env.RETORT_CODE).once(
    {
      what: `retention under perturbation by ${metric}`,
      runs: pairs.flatMap(({ clean, perturbed }) => [clean!.id, perturbed.id]),
    },
    async () => {
      const shares: number[] = [];
      for (const { clean, perturbed } of pairs) {
        const rows = { clean: await read.kept(clean!), perturbed: await read.once(perturbed) };
        const share = retentionUnderPerturbation(read.kind, rows, { metric, suite });
        if (share === null) return null;
        shares.push(share);
      }
      return mean(shares);
    },
  );
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
