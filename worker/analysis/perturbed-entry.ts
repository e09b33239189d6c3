/** One line of the robustness report: a model and its teacher under one perturbation. */

import type { DifferenceInDifferences, Perturbed, Stressed } from "../../eval/reports/robustness-report.ts";
import { cleanCounterpart, standingRun } from "../../eval/robustness/choose-runs.ts";
import {
  type Loss,
  lossBeyondTeacher,
  lossUnderPerturbation,
  type TestedLoss,
} from "../../eval/robustness/under-perturbation.ts";
import type { RunRecord } from "../../r2-assets/format/run.ts";
import type { MetricName, SuiteInfo } from "../../r2-assets/format/suite.ts";
import { suiteClusters } from "../storage/suite-clusters.ts";
import { type Analyst, analysed } from "./analysed.ts";
import { byClusters } from "./by-clusters.ts";
import type { RunReader } from "./read-run.ts";

/** A run under a perturbation, and the one that has its rows as they are. */
interface RunPair {
  perturbed: RunRecord;
  clean: RunRecord | null;
}

export type UnadjustedPerturbed = Omit<Perturbed, "difference_in_differences"> & {
  difference_in_differences: Omit<DifferenceInDifferences, "p_holm"> | null;
};

export function pairOf(newestFirst: readonly RunRecord[], perturbation: string): RunPair | null {
  const perturbed = standingRun(newestFirst, perturbation);
  return perturbed && { perturbed, clean: cleanCounterpart(newestFirst, perturbed) };
}

/** Computed once for these runs; read from the bucket one pair after the other. */
export async function perturbedEntry(
  analyst: Analyst,
  read: RunReader,
  name: string,
  own: RunPair,
  teacher: RunPair | null,
  { metric, suite }: { metric: MetricName; suite: SuiteInfo },
): Promise<UnadjustedPerturbed> {
  const runs = [own.clean, own.perturbed, teacher?.clean, teacher?.perturbed];
  const ids = runs.map((run) => run?.id ?? "");
  const extent = { rows: runs.reduce((sum, run) => sum + (run?.rows ?? 0), 0), looks: 2 };
  const key = { what: byClusters(`perturbation by ${metric}`, suite), runs: ids };
  return analysed(analyst, key, extent, async (turn) => {
    const clusters = await suiteClusters(analyst.env.BUCKET, suite, own.perturbed.suite_sha256);
    const scoring = { metric, suite, clusters, turn };
    const predictions = async (pair: RunPair | null) =>
      pair && {
        clean: pair.clean && (await read.kept(pair.clean, turn)),
        perturbed: await read.once(pair.perturbed, turn),
      };
    const ownRows = (await predictions(own))!;
    const teacherRows = await predictions(teacher);
    const lossOf = async (rows: typeof ownRows) =>
      rows.clean && (await lossUnderPerturbation(read.kind, { clean: rows.clean, perturbed: rows.perturbed }, scoring));
    let beyond: TestedLoss | null = null;
    if (ownRows.clean && teacherRows?.clean)
      beyond = await lossBeyondTeacher(
        read.kind,
        { ...ownRows, clean: ownRows.clean },
        { ...teacherRows, clean: teacherRows.clean },
        scoring,
      );
    return {
      name,
      ...stressed(own, await lossOf(ownRows), metric),
      unchanged: own.perturbed.unchanged ?? null,
      teacher: teacher && teacherRows && stressed(teacher, await lossOf(teacherRows), metric),
      difference_in_differences: beyond,
    };
  });
}

const NO_LOSS = { clean: null, drop: null, drop_ci95: null, p_value: null, flips: null, retention: null };

function stressed({ perturbed, clean }: RunPair, loss: Loss | null, metric: MetricName): Stressed {
  const { value: score, ci95 } = perturbed.metrics[metric] ?? { value: null, ci95: null };
  const { id: run, rows, sample } = perturbed;
  return {
    run,
    rows,
    ...(sample !== undefined && { sample }),
    clean_run: clean?.id ?? null,
    ci95,
    ...(loss ?? { ...NO_LOSS, score }),
  };
}
