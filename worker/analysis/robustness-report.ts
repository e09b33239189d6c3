import { KINDS } from "../../eval/kinds/index.ts";
import type { Kind } from "../../eval/kinds/kind.ts";
import { PERTURBATION_NAMES } from "../../eval/perturbations/index.ts";
import type { LabelShift, RobustnessReport, Slice } from "../../eval/reports/robustness-report.ts";
import { standingRun } from "../../eval/robustness/choose-runs.ts";
import { meanOverPerturbations, withHolm } from "../../eval/robustness/mean.ts";
import { slicesOf } from "../../eval/robustness/slices.ts";
import { stressTestsOf } from "../../eval/suites/index.ts";
import { kindOf, type SuiteInfo } from "../../r2-assets/format/suite.ts";
import { mayTell } from "../evaluation/may-tell.ts";
import { ProblemError } from "../http/problem.ts";
import { findSubject, type Subject } from "../lookups/find-subject.ts";
import { findSuite } from "../lookups/find-suite.ts";
import { missingModel } from "../lookups/missing.ts";
import { standingRuns } from "../storage/standing-runs.ts";
import { suiteClusters } from "../storage/suite-clusters.ts";
import { type KnownSuite, suiteStore } from "../storage/suite-store.ts";
import { type Analyst, analysed } from "./analysed.ts";
import { byClusters } from "./by-clusters.ts";
import { pairOf, perturbedEntry, type UnadjustedPerturbed } from "./perturbed-entry.ts";
import { presentWords } from "./present-rows.ts";
import { type RunReader, runReader } from "./read-run.ts";
import { behaviouralEntry, type Contestants, scored, shiftedEntry, type UnadjustedShift } from "./stress-suites.ts";

export interface RobustnessQuestion {
  model: string;
  suite: string;
  /** Instead of the teacher that the model's card names. */
  teacher?: string;
  /** Further suites to take for stress tests, beside those that are known to be. */
  stress?: readonly string[];
}

/**
 * What a model keeps under stress, from the runs that are there: nothing is evaluated. Parts are computed once for their
 * runs and stored, so a report that was cut off goes on where it stopped. Throws problems: 404 for what is not known or has
 * no run, 422 for behavioural suites, which are stress tests themselves, and stress suites of another task.
 */
export async function robustnessReport(analyst: Analyst, question: RobustnessQuestion): Promise<RobustnessReport> {
  const { env, sight } = analyst;
  const known = await findSuite(env, question.suite);
  const suite = known.info;
  if (suite.behavioural)
    throw new ProblemError(422, "suite-mismatch", `${suite.id} is a stress test itself: name the suite it is for.`);
  const own = await subject(env, question.model, suite.id);
  const teacher = question.teacher
    ? await subject(env, question.teacher, suite.id)
    : own.teacher && (await findSubject(env, own.teacher, suite.id));
  const metric = suite.metrics[0]!;

  const runs = await standingRuns(env.DB, own.model, own.version, suite.id, sight);
  const teacherRuns = teacher ? await standingRuns(env.DB, teacher.model, teacher.version, suite.id, sight) : [];
  if (runs.length === 0)
    throw new ProblemError(404, "run-missing", `${named(own)} has no run on ${suite.id}: evaluate it first.`);
  const [ownClean, teacherClean] = [standingRun(runs), standingRun(teacherRuns)];
  const read = runReader(env, kindOf(suite));

  const perturbations: UnadjustedPerturbed[] = [];
  for (const name of PERTURBATION_NAMES) {
    const pair = pairOf(runs, name);
    if (pair === null) continue;
    perturbations.push(await perturbedEntry(analyst, read, name, pair, pairOf(teacherRuns, name), { metric, suite }));
  }
  const contestants: Contestants = { own, ownClean, teacher: teacher || null, teacherClean };
  const { shifts, behavioural } = await stressSuites(analyst, read, suite, question.stress ?? [], contestants);
  const tested = withHolm(perturbations);
  const report = withoutTelltales(suite, {
    model: own.model,
    version: own.version,
    suite: suite.id,
    metric,
    teacher: teacher ? { model: teacher.model, version: teacher.version } : null,
    clean: ownClean && { ...scored(ownClean, metric), teacher: teacherClean && scored(teacherClean, metric) },
    perturbations: tested,
    mean: meanOverPerturbations(tested),
    out_of_distribution: withHolm(shifts),
    behavioural,
    ...(await cleanParts(analyst, read, known, contestants)),
  });
  sight?.only(runsNamedIn(report)); // others of these models were read, and are not shown
  return report;
}

/** The value of every field that names a run. */
function runsNamedIn(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    /(^|_)run$/.test(name) && typeof inner === "string" ? [inner] : runsNamedIn(inner),
  );
}

/** Of a scored-only suite what is over few rows is left out; label shift is over each label's rows by themselves. */
function withoutTelltales({ visibility, labels = [] }: SuiteInfo, report: RobustnessReport): RobustnessReport {
  const slices = report.slices.filter(({ rows }) => mayTell(rows, visibility));
  const tellsAll = visibility === "public" || slices.filter(({ by }) => by === "label").length === labels.length;
  return { ...report, slices, label_shift: tellsAll ? report.label_shift : [] };
}

const named = ({ model, version }: Subject) => (version === null ? model : `${model}@${version}`);

async function subject(env: Analyst["env"], ref: string, suite: string): Promise<Subject> {
  const found = await findSubject(env, ref, suite);
  if (found === null) throw missingModel(ref);
  return found;
}

async function stressSuites(
  analyst: Analyst,
  read: RunReader,
  suite: SuiteInfo,
  chosen: readonly string[],
  contestants: Contestants,
) {
  const { env } = analyst;
  const shifts: UnadjustedShift[] = [];
  const behavioural: RobustnessReport["behavioural"] = [];
  for (const id of new Set([...stressTestsOf(suite.id), ...chosen])) {
    const stress = chosen.includes(id) ? await findSuite(env, id) : await suiteStore(env.DB).get(id);
    if (stress === null || id === suite.id) continue;
    const kind = kindOf(stress.info);
    if (KINDS[kind].failures !== null) {
      const entry = await behaviouralEntry(analyst, kind, stress.info, contestants);
      if (entry !== null) behavioural.push(entry);
    } else if (kind === read.kind) {
      const entry = await shiftedEntry(analyst, read, suite, stress.info, contestants);
      if (entry !== null) shifts.push(entry);
    } else {
      throw new ProblemError(422, "suite-mismatch", `${id} is of another task than ${suite.id}.`);
    }
  }
  return { shifts, behavioural };
}

/** Slices and label shift, from the runs on the rows as they are. */
async function cleanParts(
  analyst: Analyst,
  read: RunReader,
  known: KnownSuite,
  { ownClean, teacherClean }: Contestants,
): Promise<{ label_shift: LabelShift[]; slices: Slice[] }> {
  if (ownClean === null) return { label_shift: [], slices: [] };
  const suite = known.info;
  const metric = suite.metrics[0]!;
  return analysed(
    analyst,
    // Without the rows there are no lengths; with them again there are.
    {
      what: byClusters(`slices by ${metric}, suite ${known.status}`, suite),
      runs: [ownClean.id, teacherClean?.id ?? ""],
    },
    { rows: ownClean.rows + (teacherClean?.rows ?? 0), looks: 4 },
    async (turn) => {
      const [model, teacher] = [
        await read.kept(ownClean, turn),
        teacherClean ? await read.kept(teacherClean, turn) : undefined,
      ];
      const clusters = await suiteClusters(analyst.env.BUCKET, suite, ownClean.suite_sha256);
      const words = await presentWords(analyst.env, known, ownClean.suite_sha256, read.kind, turn);
      return {
        label_shift: await (KINDS[read.kind] as Kind).labelShift(model, teacher, suite.labels ?? [], turn, clusters),
        slices: await slicesOf(read.kind, { model, teacher, words }, { metric, suite, clusters, turn }),
      };
    },
  );
}
