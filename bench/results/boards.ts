/** Leaderboards of recorded runs: every model on every suite, held against the version of its teacher that it learnt from. */
import { pairedFigures } from "../../eval/comparison/compare-runs.ts";
import type { LeaderboardRow, Score } from "../../eval/leaderboard/board.ts";
import type { Contender } from "../../eval/leaderboard/contender.ts";
import { leaderboard } from "../../eval/leaderboard/leaderboard.ts";
import { type TestedPair, withVerdicts } from "../../eval/leaderboard/verdicts.ts";
import { standingRun } from "../../eval/robustness/choose-runs.ts";
import { compressionOf } from "../../r2-assets/format/card.ts";
import { kindOf, type SuiteInfo } from "../../r2-assets/format/suite.ts";
import { byClusters } from "../../worker/analysis/by-clusters.ts";
import { recordedClusters } from "./clusters.ts";
import type { Memory } from "./memory.ts";
import { type RecordedRun, readPredictions } from "./read-runs.ts";
import type { Sources } from "./sources.ts";

export interface Board {
  suite: SuiteInfo;
  /** Best first. */
  rows: LeaderboardRow[];
  /** The run that stands for each model, by model. */
  runs: Map<string, RecordedRun>;
  /** The run of its teacher that a student is held against, by the student's name. */
  teacherRuns: Map<string, RecordedRun>;
}

/** Their 47 suites have a page of their own: `bench/languages`. */
export const isOfLanguages = (suite: string): boolean => suite.startsWith("wikiann/");

/** One a suite that has runs, by suite. */
export async function boardsOf(sources: Sources, memory: Memory): Promise<Board[]> {
  const suites = [...new Set(sources.runs.map(({ suite }) => suite))].filter((suite) => !isOfLanguages(suite)).sort();
  return Promise.all(suites.map((suite) => boardOf(sources, sources.suites.get(suite)!, memory)));
}

async function boardOf(sources: Sources, suite: SuiteInfo, memory: Memory): Promise<Board> {
  const metric = suite.metrics[0]!;
  const here = sources.runs.filter((run) => run.suite === suite.id);
  const standing = [...Map.groupBy(here, ({ model }) => model).values()].flatMap((all) => standingRun(all) ?? []);
  const runs = new Map(standing.map((run) => [run.model, run as RecordedRun]));

  const scoreOf = (run: RecordedRun): Record<string, Score> => {
    const figure = run.metrics[metric];
    return figure?.value == null
      ? {}
      : { [suite.id]: { metric, value: figure.value, ci95: figure.ci95, run: run.id, runtime: run.runtime } };
  };
  const teacherRunOf = ({ id, version }: { id: string; version: string }) =>
    standingRun(here.filter((run) => run.model === id && run.version === version)) as RecordedRun | null;

  const contenders: Contender[] = [];
  const pairs: TestedPair[] = [];
  const teacherRuns = new Map<string, RecordedRun>();
  for (const run of runs.values()) {
    const { parameters, bytes, teacher, subset } = factsOf(sources, run);
    const teacherRun = teacher && teacherRunOf(teacher);
    contenders.push({
      ...{ model: run.model, version: run.version, method: run.method, parameters, bytes, subset },
      compression: parameters && bytes ? compressionOf({ teacher, parameters, bytes }) : null,
      teacher: teacher && { name: teacher.id, scores: teacherRun ? scoreOf(teacherRun) : {} },
      scores: scoreOf(run),
      ...{ robustness: null, latency: null, differences: {}, callable: sources.cards.has(run.model) },
    });
    if (!teacher || !teacherRun) continue;
    teacherRuns.set(run.model, teacherRun);
    const kind = kindOf(suite);
    const pair = [run, teacherRun];
    const figures = await memory.once(byClusters(`difference by ${metric}`, suite), pair, async () => {
      const [own, theirs] = await Promise.all(pair.map((one) => readPredictions(sources.root, kind, one)));
      return pairedFigures(kind, own!, theirs!, {
        metric,
        suite,
        clusters: await recordedClusters(sources.root, suite),
      });
    });
    if (figures) pairs.push({ ...figures, model: run.model, suite: suite.id, against: teacher.id });
  }
  const judged = withVerdicts(pairs);
  const all = contenders.map((one) => ({ ...one, differences: judged.get(one.model) ?? {} }));
  return { suite, runs, teacherRuns, ...leaderboard(all, [suite.id]) };
}

/** A run's model: what this run states, else the card or another run of the same version. */
export function factsOf({ runs, cards }: Sources, { model, version }: RecordedRun) {
  const same = runs.filter((run) => run.model === model && run.version === version);
  const card = cards.get(model);
  return {
    parameters: same.find((run) => run.parameters)?.parameters ?? card?.parameters ?? null,
    bytes: same.find((run) => run.bytes)?.bytes ?? card?.bytes ?? null,
    teacher: same.find((run) => run.teacher)?.teacher ?? card?.teacher ?? null,
    subset: same.find((run) => run.subset)?.subset ?? card?.training?.subset ?? null,
  };
}
