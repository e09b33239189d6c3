/** Which differences between the models of a leaderboard are significant. */
import { pairedFigures } from "../../eval/comparison/compare-runs.ts";
import type { Difference } from "../../eval/leaderboard/board.ts";
import type { Contender, Reference } from "../../eval/leaderboard/contender.ts";
import { type TestedPair, withVerdicts } from "../../eval/leaderboard/verdicts.ts";
import { kindOf, type SuiteInfo } from "../../r2-assets/format/suite.ts";
import { ProblemError } from "../http/problem.ts";
import { findRun } from "../lookups/find-run.ts";
import { DamagedError } from "../storage/damage.ts";
import { suiteClusters } from "../storage/suite-clusters.ts";
import { type Analyst, analysed } from "./analysed.ts";
import { byClusters, isResampled } from "./by-clusters.ts";
import { type RunReader, runReader } from "./read-run.ts";

type Scored = Pick<Contender, "model" | "teacher" | "scores">;

/**
 * Every model held against `against`, or else against its own teacher, on every suite that both have a run on; by model,
 * then by suite. Each pair is tested once for its runs and stored, so a request that was cut off goes on where it stopped.
 * Runs whose predictions are not here, or can't be paired, are left out.
 */
export async function leaderboardDifferences(
  analyst: Analyst,
  contenders: readonly Scored[],
  suites: readonly SuiteInfo[],
  against?: string,
): Promise<Map<string, Record<string, Difference>>> {
  const byModel = new Map(contenders.map(({ model, scores }) => [model, { name: model, scores }]));
  const tested: TestedPair[] = [];
  for (const suite of suites) {
    const read = runReader(analyst.env, kindOf(suite));
    for (const own of contenders) {
      const other = against === undefined ? own.teacher : byModel.get(against);
      const pair = other && other.name !== own.model ? await testPair(analyst, read, suite, own, other) : null;
      if (pair !== null) tested.push(pair);
    }
  }
  return withVerdicts(tested);
}

async function testPair(
  analyst: Analyst,
  read: RunReader,
  suite: SuiteInfo,
  own: Scored,
  other: Reference,
): Promise<TestedPair | null> {
  const [score, reference] = [own.scores[suite.id], other.scores[suite.id]];
  if (score === undefined || reference === undefined) return null;
  const { metric } = score;
  const key = { what: byClusters(`difference by ${metric}`, suite), runs: [score.run, reference.run] };
  try {
    const { env, sight } = analyst;
    const looks = isResampled(metric, suite) ? 1 : 0;
    const figures = await analysed(analyst, key, { rows: 2 * suite.rows, looks }, async (turn) =>
      pairedFigures(
        read.kind,
        await read.once(await findRun(env, score.run, sight), turn),
        await read.kept(await findRun(env, reference.run, sight), turn),
        { metric, suite, clusters: await suiteClusters(env.BUCKET, suite), turn },
      ),
    );
    if (figures === null) return null;
    const { difference, ci95, test, p_value } = figures;
    return { model: own.model, suite: suite.id, metric, against: other.name, difference, ci95, test, p_value };
  } catch (error) {
    if (error instanceof ProblemError || error instanceof DamagedError) return null; // no predictions that could be read
    throw error;
  }
}
