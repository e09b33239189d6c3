/** Recorded runs under perturbations: what a model loses, and whether it loses more than its teacher. */

import type { MeanOverPerturbations, Perturbed } from "../../eval/reports/robustness-report.ts";
import { cleanCounterpart, standingRun } from "../../eval/robustness/choose-runs.ts";
import { meanOverPerturbations, withHolm } from "../../eval/robustness/mean.ts";
import {
  type CleanAndPerturbed,
  lossBeyondTeacher,
  lossUnderPerturbation,
} from "../../eval/robustness/under-perturbation.ts";
import type { RowKind } from "../../r2-assets/format/rows.ts";
import { kindOf, type SuiteInfo } from "../../r2-assets/format/suite.ts";
import { byClusters } from "../../worker/analysis/by-clusters.ts";
import { factsOf } from "./boards.ts";
import { recordedClusters } from "./clusters.ts";
import type { Memory } from "./memory.ts";
import { type RecordedRun, readPredictions } from "./read-runs.ts";
import type { Sources } from "./sources.ts";

export interface Stress {
  suite: SuiteInfo;
  model: string;
  /** Null of a teacher, which is held against nothing. */
  teacher: string | null;
  perturbations: Perturbed[];
  mean: MeanOverPerturbations | null;
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
  const runsOf = (model: { id: string; version: string | null }) =>
    sources.runs.filter((run) => run.suite === suite.id && run.model === model.id && run.version === model.version);
  const own = runsOf({ id: subject.model, version: subject.version });
  const { teacher } = factsOf(sources, subject);
  const theirs = teacher ? runsOf(teacher) : [];
  const names = [...new Set(own.flatMap(({ perturbation }) => perturbation ?? []))].sort();
  const found = names.map(async (name) => {
    const pair = pairOf(own, name);
    return pair === null ? [] : [await entryOf(sources, memory, suite, name, pair, pairOf(theirs, name))];
  });
  const perturbations = withHolm((await Promise.all(found)).flat());
  return {
    ...{ suite, model: subject.model, teacher: teacher?.id ?? null, perturbations },
    mean: meanOverPerturbations(perturbations),
  };
}

async function entryOf(
  sources: Sources,
  memory: Memory,
  suite: SuiteInfo,
  name: string,
  pair: CleanAndPerturbedRun,
  reference: CleanAndPerturbedRun | null,
): Promise<Perturbed> {
  const kind = kindOf(suite);
  const metric = suite.metrics[0]!;
  const tested = await memory.once(
    byClusters(`drop by ${metric}`, suite),
    [...pair, ...(reference ?? [])],
    async () => {
      const scoring = { metric, suite, clusters: await recordedClusters(sources.root, suite) };
      const ours = await rowsOf(sources, kind, pair);
      const loss = await lossUnderPerturbation(kind, ours, scoring);
      const beyond =
        reference && (await lossBeyondTeacher(kind, ours, await rowsOf(sources, kind, reference), scoring));
      return { loss, beyond };
    },
  );
  const [clean, perturbed] = pair;
  const { value: score, ci95 } = perturbed.metrics[metric]!;
  return {
    ...{ name, run: perturbed.id, rows: perturbed.rows, clean_run: clean.id, unchanged: perturbed.unchanged ?? null },
    ...{ clean: null, drop: null, drop_ci95: null, p_value: null, flips: null, retention: null, score, ci95 },
    ...tested.loss,
    teacher: null,
    difference_in_differences: tested.beyond && { ...tested.beyond, p_holm: null },
  };
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
