import { PERTURBATION_NAMES } from "../../eval/perturbations/index.ts";
import { retentionUnderPerturbation } from "../../eval/robustness/under-perturbation.ts";
import type { Runtime } from "../../r2-assets/format/names.ts";
import type { RunRecord } from "../../r2-assets/format/run.ts";
import { kindOf, type SuiteInfo } from "../../r2-assets/format/suite.ts";
import type { Env } from "../env.ts";
import { findRun } from "../lookups/find-run.ts";
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
  const found: { suite: SuiteInfo; pairs: Pair[] }[] = [];
  for (const suite of suites) {
    const pairs = await pairsOn(analyst.env, { model, version }, suite, runtime);
    if (pairs === null) return null; // before any is seen
    found.push({ suite, pairs });
  }
  const shares: number[] = [];
  for (const { suite, pairs } of found) {
    const share = await retentionOn(analyst, suite, pairs);
    if (share === null) return null;
    shares.push(share);
  }
  return mean(shares);
}

interface Pair {
  clean: RunRecord;
  perturbed: RunRecord;
}

/** For each perturbation, those of a sealed part without figures; null where one of them is missing. */
async function pairsOn(
  env: Env,
  { model, version }: { model: string; version: string | null },
  suite: SuiteInfo,
  by?: Runtime,
): Promise<Pair[] | null> {
  const standing = await standingRuns(env.DB, model, version, suite.id);
  const runs = standing.filter(({ runtime }) => by === undefined || runtime === by);
  const pairs = PERTURBATION_NAMES.flatMap((name): Pair[] => {
    const { clean, perturbed } = pairOf(runs, name) ?? {};
    return clean && perturbed ? [{ clean, perturbed }] : [];
  });
  return pairs.length === PERTURBATION_NAMES.length ? pairs : null;
}

async function retentionOn(analyst: Analyst, suite: SuiteInfo, told: readonly Pair[]): Promise<number | null> {
  const { env, sight } = analyst;
  const seen = async (run: RunRecord) => (run.sealed ? findRun(env, run.id, sight) : run);
  const pairs: Pair[] = [];
  for (const { clean, perturbed } of told) pairs.push({ clean: await seen(clean), perturbed: await seen(perturbed) });
  const metric = suite.metrics[0]!;
  const read = runReader(env, kindOf(suite));
  const rows = pairs.reduce((sum, { clean, perturbed }) => sum + clean.rows + perturbed.rows, 0);
  return analysed(
    analyst,
    {
      what: `retention under perturbation by ${metric}`,
      runs: pairs.flatMap(({ clean, perturbed }) => [clean.id, perturbed.id]),
    },
    { rows, looks: 0 },
    async (turn) => {
      const shares: number[] = [];
      for (const { clean, perturbed } of pairs) {
        const rows = { clean: await read.kept(clean, turn), perturbed: await read.once(perturbed, turn) };
        const share = await retentionUnderPerturbation(read.kind, rows, { metric, suite, turn });
        if (share === null) return null;
        shares.push(share);
      }
      return mean(shares);
    },
  );
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
