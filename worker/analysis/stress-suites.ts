/** The parts of the robustness report that come from other suites: out of distribution, and behavioural tests. */
import { KINDS } from "../../eval/kinds/index.ts";
import type { Kind } from "../../eval/kinds/kind.ts";
import type { Behavioural, OutOfDistribution, Scored } from "../../eval/reports/robustness-report.ts";
import { standingRun } from "../../eval/robustness/choose-runs.ts";
import { lossOutOfDistribution } from "../../eval/robustness/out-of-distribution.ts";
import { lossOf, retained, type TestedLoss } from "../../eval/robustness/under-perturbation.ts";
import type { RowKind } from "../../r2-assets/format/rows.ts";
import type { RunRecord } from "../../r2-assets/format/run.ts";
import type { MetricName, SuiteInfo } from "../../r2-assets/format/suite.ts";
import { mayTell } from "../evaluation/may-tell.ts";
import type { Subject } from "../lookups/find-subject.ts";
import { standingRuns } from "../storage/standing-runs.ts";
import { suiteClusters } from "../storage/suite-clusters.ts";
import { type Analyst, analysed } from "./analysed.ts";
import { byClusters } from "./by-clusters.ts";
import { type RunReader, readPredictions } from "./read-run.ts";

/** A model and its teacher, where it has one, each with the run that has the report's suite as it is. */
export interface Contestants {
  own: Subject;
  ownClean: RunRecord | null;
  teacher: Subject | null;
  teacherClean: RunRecord | null;
}

export type UnadjustedShift = Omit<OutOfDistribution, "difference_in_differences"> & {
  difference_in_differences: TestedLoss | null;
};

/** A model's figure in a run by a metric, with the run. */
export function scored({ id: run, rows, sample, metrics }: RunRecord, metric: MetricName): Scored {
  const { value: score, ci95 } = metrics[metric] ?? { value: null, ci95: null };
  return { score, ci95, run, rows, ...(sample !== undefined && { sample }) };
}

const standing = async ({ env, sight }: Analyst, subject: Subject | null, suite: string) =>
  subject && standingRun(await standingRuns(env.DB, subject.model, subject.version, suite, sight));

const rowsOf = (runs: readonly (RunRecord | null)[]) => runs.reduce((sum, run) => sum + (run?.rows ?? 0), 0);

/** Null where the model has no run on `outside`. */
export async function shiftedEntry(
  analyst: Analyst,
  read: RunReader,
  inside: SuiteInfo,
  outside: SuiteInfo,
  { own, ownClean, teacher, teacherClean }: Contestants,
): Promise<UnadjustedShift | null> {
  const [ownRun, teacherRun] = [await standing(analyst, own, outside.id), await standing(analyst, teacher, outside.id)];
  if (ownRun === null) return null;
  const shared = inside.metrics.find((metric) => outside.metrics.includes(metric));
  const metric = shared ?? outside.metrics[0]!;
  const shift = (run: RunRecord, clean: RunRecord | null) => {
    const { score, ...rest } = scored(run, metric);
    const cleanScore = (shared && clean?.metrics[metric]?.value) ?? null;
    return {
      ...rest,
      score,
      clean_run: clean?.id ?? null,
      clean: cleanScore,
      drop: cleanScore === null || score === null ? null : lossOf(metric) * (cleanScore - score),
      retention: retained(metric, cleanScore, score),
    };
  };
  let beyond: TestedLoss | null = null;
  if (shared && ownClean && teacherRun && teacherClean) {
    const runs = [ownClean, ownRun, teacherClean, teacherRun];
    beyond = await analysed(
      analyst,
      {
        what: byClusters(byClusters(`out of distribution by ${metric}`, inside), outside),
        runs: runs.map(({ id }) => id),
      },
      { rows: rowsOf(runs), looks: 1 },
      async (turn) =>
        lossOutOfDistribution(
          read.kind,
          { inside: await read.kept(ownClean, turn), outside: await read.once(ownRun, turn) },
          { inside: await read.kept(teacherClean, turn), outside: await read.once(teacherRun, turn) },
          {
            ...{ metric, inside, outside, turn },
            clusters: {
              inside: await suiteClusters(analyst.env.BUCKET, inside, ownClean.suite_sha256),
              outside: await suiteClusters(analyst.env.BUCKET, outside, ownRun.suite_sha256),
            },
          },
        ),
    );
  }
  return {
    suite: outside.id,
    metric,
    ...shift(ownRun, ownClean),
    teacher: teacherRun && shift(teacherRun, teacherClean),
    difference_in_differences: beyond,
  };
}

/** Null where the model has no run on the suite, or where such suites are no tests. */
export async function behaviouralEntry<K extends RowKind>(
  analyst: Analyst,
  kind: K,
  suite: SuiteInfo,
  { own, teacher }: Contestants,
): Promise<Behavioural | null> {
  const { env } = analyst;
  const [ownRun, teacherRun] = [await standing(analyst, own, suite.id), await standing(analyst, teacher, suite.id)];
  const failuresOf: Kind<K>["failures"] = KINDS[kind].failures;
  if (ownRun === null || failuresOf === null) return null;
  const failures = await analysed(
    analyst,
    { what: byClusters("behavioural", suite), runs: [ownRun.id, teacherRun?.id ?? ""] },
    { rows: rowsOf([ownRun, teacherRun]), looks: 0 },
    async (turn) =>
      failuresOf(
        await readPredictions(env, ownRun, kind, turn),
        teacherRun ? await readPredictions(env, teacherRun, kind, turn) : undefined,
        turn,
        await suiteClusters(env.BUCKET, suite, ownRun.suite_sha256),
      ),
  );
  const { id: run, rows, sample } = ownRun;
  return {
    suite: suite.id,
    run,
    rows,
    ...(sample !== undefined && { sample }),
    teacher_run: teacherRun?.id ?? null,
    tests: failures.tests.filter((test) => mayTell(test.rows, suite.visibility)),
    capabilities: failures.capabilities.filter((part) => mayTell(part.rows, suite.visibility)),
  };
}
