/** One line of the robustness report: a model and its teacher under one perturbation. */

import type { DifferenceInDifferences, Perturbed, Stressed } from "../../eval/reports/robustness-report.ts";
import { cleanCounterpart, standingRun } from "../../eval/robustness/choose-runs.ts";
import { lossBeyondTeacher, lossUnderPerturbation, type TestedLoss } from "../../eval/robustness/under-perturbation.ts";
import type { RunRecord } from "../../r2-assets/format/run.ts";
import type { MetricName, SuiteInfo } from "../../r2-assets/format/suite.ts";
import type { Env } from "../env.ts";
import { analysisStore } from "../storage/analysis-store.ts";
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
  env: Env,
  read: RunReader,
  name: string,
  own: RunPair,
  teacher: RunPair | null,
  { metric, suite }: { metric: MetricName; suite: SuiteInfo },
): Promise<UnadjustedPerturbed> {
  const scoring = { metric, suite };
  const ids = [own.clean, own.perturbed, teacher?.clean, teacher?.perturbed].map((run) => run?.id ?? "");
  return analysisStore(env.DB, env.RETORT_CODE).once({ what: `perturbation by ${metric}`, runs: ids }, async () => {
    const predictions = async (pair: RunPair | null) =>
      pair && { clean: pair.clean && (await read.kept(pair.clean)), perturbed: await read.once(pair.perturbed) };
    const ownRows = (await predictions(own))!;
    const teacherRows = await predictions(teacher);
    const lossOf = (rows: typeof ownRows) =>
      rows.clean && lossUnderPerturbation(read.kind, { clean: rows.clean, perturbed: rows.perturbed }, scoring);
    let beyond: TestedLoss | null = null;
    if (ownRows.clean && teacherRows?.clean)
      beyond = lossBeyondTeacher(
        read.kind,
        { ...ownRows, clean: ownRows.clean },
        { ...teacherRows, clean: teacherRows.clean },
        scoring,
      );
    return {
      name,
      ...stressed(own, lossOf(ownRows), metric),
      unchanged: own.perturbed.unchanged ?? null,
      teacher: teacher && teacherRows && stressed(teacher, lossOf(teacherRows), metric),
      difference_in_differences: beyond,
    };
  });
}

const NO_LOSS = { clean: null, drop: null, drop_ci95: null, p_value: null, flips: null, retention: null };

function stressed(
  { perturbed, clean }: RunPair,
  loss: ReturnType<typeof lossUnderPerturbation>,
  metric: MetricName,
): Stressed {
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
