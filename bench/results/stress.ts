/** Recorded runs under perturbations: what a model loses, and whether it loses more than its teacher. */
import { adjustFamily } from "../../eval/comparison/adjust-family.ts";
import { cleanCounterpart, standingRun } from "../../eval/robustness/choose-runs.ts";
import {
  type CleanAndPerturbed,
  type Loss,
  lossBeyondTeacher,
  lossUnderPerturbation,
  type TestedLoss,
} from "../../eval/robustness/under-perturbation.ts";
import type { RowKind } from "../../r2-assets/format/rows.ts";
import { kindOf, type SuiteInfo } from "../../r2-assets/format/suite.ts";
import { factsOf } from "./boards.ts";
import type { Memory } from "./memory.ts";
import { type RecordedRun, readPredictions } from "./read-runs.ts";
import type { Sources } from "./sources.ts";

export interface StressRow extends Loss {
  perturbation: string;
  /** Rows that the perturbation changes. */
  rows: number;
  /** The loss less the teacher's, with Holm's p over the model's list; null of a teacher. */
  beyond: (TestedLoss & { p_holm: number | null }) | null;
}

export interface Stress {
  suite: SuiteInfo;
  model: string;
  teacher: string | null;
  rows: StressRow[];
}

/** One for each suite and model with perturbed runs; teachers before their students. */
export async function stressOf(sources: Sources, memory: Memory): Promise<Stress[]> {
  const perturbed = sources.runs.filter(({ perturbation }) => perturbation !== undefined);
  const subjects = new Map(perturbed.map((run) => [`${run.suite} ${run.model}`, run]));
  const all = await Promise.all([...subjects.values()].map((newest) => stressOn(sources, memory, newest)));
  const order = ({ suite, teacher, model }: Stress) => `${suite.id} ${teacher === null ? 0 : 1} ${model}`;
  return all.sort((x, y) => (order(x) < order(y) ? -1 : 1));
}

async function stressOn(sources: Sources, memory: Memory, subject: RecordedRun): Promise<Stress> {
  const suite = sources.suites.get(subject.suite)!;
  const kind = kindOf(suite);
  const metric = suite.metrics[0]!;
  const runsOf = (model: { id: string; version: string | null }) =>
    sources.runs.filter((run) => run.suite === suite.id && run.model === model.id && run.version === model.version);
  const own = runsOf({ id: subject.model, version: subject.version });
  const { teacher } = factsOf(sources, subject);
  const theirs = teacher ? runsOf(teacher) : [];
  const names = [...new Set(own.flatMap(({ perturbation }) => perturbation ?? []))].sort();
  const rows: StressRow[] = [];
  for (const perturbation of names) {
    const [pair, reference] = [pairOf(own, perturbation), pairOf(theirs, perturbation)];
    if (pair === null) continue;
    const found = await memory.once(`drop by ${metric}`, [...pair, ...(reference ?? [])], async () => {
      const ours = await rowsOf(sources, kind, pair);
      const loss = lossUnderPerturbation(kind, ours, { metric, suite });
      const beyond =
        reference && lossBeyondTeacher(kind, ours, await rowsOf(sources, kind, reference), { metric, suite });
      return loss && { ...loss, beyond: beyond && { ...beyond, p_holm: null } };
    });
    if (found) rows.push({ perturbation, rows: pair[1].rows, ...found });
  }
  const adjusted = adjustFamily(rows, ({ beyond }) => beyond?.p_value);
  const withHolm = rows.map((row, i) => ({ ...row, beyond: row.beyond && { ...row.beyond, p_holm: adjusted[i]! } }));
  return { suite, model: subject.model, teacher: teacher?.id ?? null, rows: withHolm };
}

type CleanAndPerturbedRun = [clean: RecordedRun, perturbed: RecordedRun];

function pairOf(newestFirst: readonly RecordedRun[], perturbation: string): CleanAndPerturbedRun | null {
  const perturbed = standingRun(newestFirst, perturbation);
  const clean = perturbed && cleanCounterpart(newestFirst, perturbed);
  return perturbed && clean && [clean as RecordedRun, perturbed as RecordedRun];
}

async function rowsOf<K extends RowKind>(
  { root }: Sources,
  kind: K,
  [clean, perturbed]: CleanAndPerturbedRun,
): Promise<CleanAndPerturbed<K>> {
  return { clean: await readPredictions(root, kind, clean), perturbed: await readPredictions(root, kind, perturbed) };
}
