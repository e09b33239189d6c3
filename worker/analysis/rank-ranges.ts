/** Between which ranks the models of a leaderboard may stand. */
import type { Clusters } from "../../eval/kinds/clusters.ts";
import { type Contender, performance } from "../../eval/leaderboard/contender.ts";
import { rankedRun } from "../../eval/leaderboard/ranked-run.ts";
import { type Drawn, drawMean, type Signed } from "../../eval/statistics/draw-mean.ts";
import type { Turn } from "../../eval/statistics/in-blocks.ts";
import { rankRange, type Standing, standings } from "../../eval/statistics/rank-ranges.ts";
import { DEFAULTS } from "../../eval/statistics/resampling.ts";
import { sha256 } from "../../r2-assets/format/digest.ts";
import { predictionsKey } from "../../r2-assets/format/keys.ts";
import type { Prediction } from "../../r2-assets/format/prediction.ts";
import { kindOf, type SuiteInfo } from "../../r2-assets/format/suite.ts";
import type { Env } from "../env.ts";
import { ProblemError } from "../http/problem.ts";
import { findRun } from "../lookups/find-run.ts";
import { rowsInTurns } from "../runtime/rows-in-turns.ts";
import { DamagedError } from "../storage/damage.ts";
import { openPredictions } from "../storage/predictions.ts";
import { suiteClusters } from "../storage/suite-clusters.ts";
import { type Analyst, analysed } from "./analysed.ts";
import { byClusters } from "./by-clusters.ts";

/** Of the rows, for all models. Five times as many move 2 of 64 ends on SST-2, by one rank (bench/statistics/recorded-ranks.ts). */
const DRAWS = 2000;

type Range = [best: number, worst: number];

/** A model that has a score on every suite: its runs, in the suites' order. */
interface Ranked {
  model: string;
  runs: readonly string[];
}

/**
 * By model, the 95 % range of its rank by performance, 1 the best, among all that have a score on every suite. Computed once for
 * these runs and stored; a request that is cut off leaves nothing of it. A model whose predictions are not here, or are of
 * other rows than most models', has none: it may stand anywhere among the others, which makes their ranges wider by one.
 */
export async function rankRanges(
  analyst: Analyst,
  contenders: readonly Pick<Contender, "model" | "scores">[],
  suites: readonly SuiteInfo[],
): Promise<Map<string, Range>> {
  const ids = suites.map(({ id }) => id);
  const scored = (contenders as readonly Contender[])
    .filter((contender) => performance(contender, ids) !== null)
    .map(({ model, scores }): Ranked => ({ model, runs: ids.map((id) => scores[id]!.run) }))
    .sort((x, y) => (x.runs.join() < y.runs.join() ? -1 : 1)); // so that who asks for what in which order makes no other ranges
  let readable: readonly Ranked[] = scored;
  for (;;) {
    const among = readable;
    try {
      const found = await standingsOf(analyst, among, suites);
      return new Map(
        among.flatMap(({ model }, i) => (found[i] ? [[model, rankRange(found[i], scored.length)] as const] : [])),
      );
    } catch (error) {
      if (error instanceof DamagedError) return new Map(); // a suite's list of clusters: the scores stand all the same
      if (!(error instanceof Unreadable)) throw error;
      readable = among.filter(({ runs }) => !runs.some((run) => error.runs.has(run)));
    }
  }
}

/** Runs whose predictions can't be read. Thrown out of the analysis: it would be stored, and they may be back tomorrow. */
class Unreadable extends Error {
  readonly runs: ReadonlySet<string>;

  constructor(runs: readonly string[]) {
    super(`the predictions of ${runs.join(", ")} can't be read`);
    this.runs = new Set(runs);
  }
}

async function standingsOf(
  { env, signal }: Analyst,
  ranked: readonly Ranked[],
  suites: readonly SuiteInfo[],
): Promise<(Standing | null)[]> {
  if (ranked.length === 0) return [];
  const primary = suites.map(({ metrics }) => metrics[0]!);
  const key = {
    what: suites.reduce(byClusters, `standings by ${primary.join(", ")}`),
    runs: ranked.flatMap(({ runs }) => runs),
  };
  const rows = suites.reduce((sum, suite) => sum + suite.rows, 0);
  const extent = { rows: rows * ranked.length, looks: DRAWS / DEFAULTS.draws };
  return analysed({ env, signal }, key, extent, async (turn) => {
    await expectPredictions(env, key.runs);
    const grouped: GroupedSuite[] = [];
    for (const info of suites) grouped.push({ info, clusters: await suiteClusters(env.BUCKET, info) });
    const drawn: DrawnOn[] = [];
    for (const { runs } of ranked) drawn.push(await drawModel(env, runs, grouped, turn)); // one held at a time
    const most = mostFrequent(drawn.flatMap(({ rows, model }) => (model ? [rows] : [])));
    const together = drawn.flatMap(({ rows, model }) => (model && rows === most ? [model] : []));
    const found = await standings(together, turn);
    return drawn.map(({ model }) => (model && found[together.indexOf(model)]) ?? null);
  });
}

async function expectPredictions(env: Env, runs: readonly string[]): Promise<void> {
  const missing: string[] = [];
  for (const run of runs) if ((await env.BUCKET.head(predictionsKey(run))) === null) missing.push(run);
  if (missing.length > 0) throw new Unreadable(missing);
}

interface GroupedSuite {
  info: SuiteInfo;
  clusters: Clusters | null;
}

interface DrawnOn {
  /** The digest of the ids of its rows. */
  rows: string;
  /** Null where a metric can't be had from its predictions. */
  model: Drawn | null;
}

async function drawModel(
  env: Env,
  runs: readonly string[],
  suites: readonly GroupedSuite[],
  turn: Turn,
): Promise<DrawnOn> {
  const metrics: Signed[] = [];
  const rows: string[] = [];
  for (const [i, { info: suite, clusters }] of suites.entries()) {
    const predictions = await readRun(env, runs[i]!, suite, turn);
    const run = await rankedRun(kindOf(suite), predictions, { metric: suite.metrics[0]!, suite, clusters, turn });
    if (run === null) return { rows: "", model: null };
    metrics.push(run.metric);
    rows.push(await sha256(run.rows));
  }
  return { rows: rows.join(), model: await drawMean(metrics, { draws: DRAWS, turn }) };
}

/** Without their texts, which no metric looks at. Of a sealed part nobody comes here who has not seen the run's score. */
async function readRun(env: Env, id: string, suite: SuiteInfo, turn: Turn): Promise<Prediction[]> {
  try {
    const predictions = await openPredictions(env.BUCKET, await findRun(env, id), kindOf(suite));
    if (predictions === null) throw new Unreadable([id]);
    const all: Prediction[] = [];
    for await (const prediction of rowsInTurns(predictions, turn)) all.push(prediction);
    return all;
  } catch (error) {
    if (error instanceof ProblemError || error instanceof DamagedError) throw new Unreadable([id]);
    throw error;
  }
}

function mostFrequent(values: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([, x], [, y]) => y - x)[0]?.[0];
}
