/** What the leaderboard ranks: models served here, and those known by their runs alone. */
import type { Latency, Score } from "../../eval/leaderboard/board.ts";
import type { Contender, Reference } from "../../eval/leaderboard/contender.ts";
import { type Card, compressionOf } from "../../r2-assets/format/card.ts";
import type { Runtime } from "../../r2-assets/format/names.ts";
import type { RunRecord } from "../../r2-assets/format/run.ts";
import type { MetricName, SuiteInfo } from "../../r2-assets/format/suite.ts";
import type { Env } from "../env.ts";
import { currentCards } from "../lookups/find-card.ts";
import { measurementStore } from "../storage/measurement-store.ts";
import { runStore } from "../storage/run-store.ts";
import type { Analyst } from "./analysed.ts";
import { leaderboardDifferences } from "./leaderboard-differences.ts";
import { robustnessOn } from "./robustness-on.ts";

interface Wanted {
  /** A model's id. */
  against?: string | undefined;
  runtime?: Runtime | undefined;
}

/**
 * All models, with the newest whole run of each on these suites, held against `against` or else their own teachers, in the
 * versions that they were distilled from; with `runtime` only runs that it made. Throws the problem of a damaged manifest.
 */
export async function findContenders(
  analyst: Analyst,
  suites: readonly SuiteInfo[],
  { against, runtime }: Wanted = {},
): Promise<Contender[]> {
  const { env, sight } = analyst;
  const runs = (await Promise.all(suites.map(({ id }) => runStore(env.DB, sight).latestOn(id, runtime)))).flat();
  const primary = new Map(suites.map(({ id, metrics }) => [id, metrics[0]!]));
  const served = await servedModels(env, runs, primary, runtime);
  const known = new Set(served.map(({ model }) => model));
  const recorded = recordedModels(
    runs.filter(({ model }) => !known.has(model)),
    primary,
  );
  const listed = new Map([...served, ...recorded].map(({ model, version }) => [model, version]));
  const referenceOf = ({ id, version }: { id: string; version: string }): Reference => ({
    name: listed.get(id) === version ? id : `${id}@${version}`,
    scores: scoresOf(
      runs.filter((run) => run.model === id && run.version === version),
      primary,
    ),
  });
  const all = [...served, ...recorded].map((known) => ({
    ...known,
    teacher: known.teacher && referenceOf(known.teacher),
  }));
  // Runs of versions that are not listed were read, and are not shown.
  sight?.only(all.flatMap(({ scores, teacher }) => [scores, teacher?.scores ?? {}].flatMap(runsOf)));
  const differences = await leaderboardDifferences(analyst, all, suites, against);
  const contenders: Contender[] = [];
  for (const model of all) {
    const robustness = await robustnessOn(analyst, model, suites, runtime);
    contenders.push({ ...model, robustness, differences: differences.get(model.model) ?? {} });
  }
  return contenders;
}

const runsOf = (scores: Record<string, Score>): string[] => Object.values(scores).map(({ run }) => run);

type Known = Omit<Contender, "robustness" | "differences" | "teacher"> & Pick<Card, "teacher">;

/** By suite, as the suite says today. */
type PrimaryMetrics = ReadonlyMap<string, MetricName>;

/** The current version of every model in the bucket. */
async function servedModels(
  env: Env,
  runs: readonly RunRecord[],
  primary: PrimaryMetrics,
  runtime: Runtime | undefined,
): Promise<Known[]> {
  const contenders = (await currentCards(env)).map(async ({ version, card }): Promise<Known> => {
    const { id, method, parameters, bytes } = card;
    return {
      model: id,
      version,
      method,
      parameters,
      bytes,
      compression: compressionOf(card),
      teacher: card.teacher,
      subset: card.training?.subset ?? null,
      scores: scoresOf(
        runs.filter((run) => run.model === id && run.version === version),
        primary,
      ),
      latency: await latencyOf(env, id, version, runtime),
      callable: true,
    };
  });
  return Promise.all(contenders);
}

/** Models known by their runs alone, each by the version of its newest one, with the facts that its newest run states. */
function recordedModels(runs: readonly RunRecord[], primary: PrimaryMetrics): Known[] {
  const newestFirst = [...runs].sort((x, y) => (x.created_at < y.created_at ? 1 : -1));
  return [...Map.groupBy(newestFirst, ({ model }) => model).values()].map((all) => {
    const { model, version, method } = all[0]!;
    const own = all.filter((run) => run.version === version);
    const teacher = own.find((run) => run.teacher !== undefined)?.teacher ?? null;
    const parameters = own.find((run) => run.parameters !== undefined)?.parameters ?? null;
    const bytes = own.find((run) => run.bytes !== undefined)?.bytes ?? null;
    return {
      model,
      version,
      method,
      parameters,
      bytes,
      compression: parameters && bytes ? compressionOf({ teacher, parameters, bytes }) : null,
      teacher,
      subset: own.find((run) => run.subset !== undefined)?.subset ?? null,
      scores: scoresOf(own, primary),
      latency: null,
      callable: false,
    };
  });
}

/**
 * By suite. A run from a time when the suite had another primary metric counts by today's, as the others do; one that
 * lacks it, or in which it is undefined, gives no score.
 */
function scoresOf(runs: readonly RunRecord[], primary: PrimaryMetrics): Record<string, Score> {
  return Object.fromEntries(
    runs.flatMap(({ id, suite, runtime, metrics }) => {
      const metric = primary.get(suite)!;
      const figure = metrics[metric];
      return figure?.value == null
        ? []
        : [[suite, { metric, value: figure.value, ci95: figure.ci95, run: id, runtime }]];
    }),
  );
}

async function latencyOf(
  env: Env,
  model: string,
  version: string,
  runtime: Runtime | undefined,
): Promise<Latency | null> {
  const measured = await measurementStore(env.DB).latest(model, version, runtime);
  if (measured === null) return null;
  const { p50, p95, p99, n, tokens, batch, machine, method, measured_at } = measured;
  return { p50, p95, p99, n, tokens, batch, runtime: measured.runtime ?? null, machine, method, measured_at };
}
