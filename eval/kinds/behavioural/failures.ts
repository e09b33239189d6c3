import { type BehaviouralPrediction, isLeftOut } from "../../../r2-assets/format/prediction.ts";
import { figureOf } from "../../metrics/figure.ts";
import { testDifference } from "../../metrics/test-difference.ts";
import type { Behavioural, Failures } from "../../reports/robustness-report.ts";
import { adjustFamily } from "../../statistics/adjust-family.ts";
import { withClusters } from "../../statistics/clusters.ts";
import type { Turn } from "../../statistics/in-blocks.ts";
import { type Statistic, shareOf } from "../../statistics/statistic.ts";
import { type Clusters, clustersOfRows, clustersWithin } from "../clusters.ts";
import { byId, take } from "../predictions-by-id.ts";

/**
 * Failure rates test by test and capability by capability, worst first, beside the teacher's where it has all of the rows:
 * both on those that are left out for neither. There is no rate over the whole suite: it would be a mean over unlike tests.
 */
export async function behaviouralFailures(
  model: readonly BehaviouralPrediction[],
  teacher?: readonly BehaviouralPrediction[],
  turn?: Turn,
  clusters?: Clusters | null,
): Promise<Pick<Behavioural, "tests" | "capabilities">> {
  const teachers = teacher && byId(teacher);
  const ofEach = async (by: string, key: (row: BehaviouralPrediction) => string) => {
    const entries: ({ first: BehaviouralPrediction } & Omit<Failures, "p_holm">)[] = [];
    for (const rows of Map.groupBy(model, key).values()) {
      const ids = rows.map(({ id }) => id);
      const figures = await failuresOf(rows, (teachers && take(teachers, ids)) ?? undefined, {
        turn,
        clusters: clustersWithin(by, clusters, rows),
      });
      entries.push({ first: rows[0]!, ...figures });
      await turn?.(rows.length * STEPS_PER_ROW);
    }
    return withHolm(entries);
  };
  return {
    tests: (await ofEach("test", ({ capability, type, test }) => JSON.stringify([capability, type, test]))).map(
      ({ first, ...figures }) => ({
        capability: first.capability,
        type: first.type,
        test: first.test,
        ...figures,
      }),
    ),
    capabilities: (await ofEach("capability", ({ capability }) => capability)).map(({ first, ...figures }) => ({
      capability: first.capability,
      ...figures,
    })),
  };
}

/** Steps that a row counts for: it is filed, put beside the teacher's and counted. */
const STEPS_PER_ROW = 100;

const failed = (rows: readonly BehaviouralPrediction[], clusters: Clusters | null): Statistic =>
  withClusters(shareOf(rows.map(({ correct }) => (correct ? 0 : 1))), clustersOfRows(clusters, rows));

async function failuresOf(
  all: readonly BehaviouralPrediction[],
  teachers: readonly BehaviouralPrediction[] | undefined,
  { turn, clusters }: { turn: Turn | undefined; clusters: Clusters | null },
): Promise<Omit<Failures, "p_holm">> {
  const judged = all
    .map((own, i) => ({ own, beside: teachers?.[i] }))
    .filter(({ own, beside }) => !isLeftOut(own) && !(beside && isLeftOut(beside)));
  const rows = judged.map(({ own }) => own);
  const teacher = teachers && judged.map(({ beside }) => beside!);
  const own = await figureOf("failure_rate", failed(rows, clusters), { turn, by: clusters?.by });
  const leftOut = all.length - rows.length;
  const figures = {
    rows: rows.length,
    ...(leftOut > 0 && { left_out: leftOut }),
    failure_rate: own.value,
    ci95: own.ci95,
    ...(own.clusters && { clusters: own.clusters }),
  };
  if (teacher === undefined || rows.length === 0)
    return { ...figures, teacher: null, difference: null, difference_ci95: null, p_value: null };
  const { value, ci95 } = await figureOf("failure_rate", failed(teacher, clusters), { turn });
  const tested = await testDifference("failure_rate", failed(rows, clusters), failed(teacher, clusters), { turn });
  return {
    ...figures,
    teacher: { failure_rate: value, ci95 },
    difference: tested.difference,
    difference_ci95: tested.ci95,
    p_value: tested.p_value,
  };
}

function withHolm<T extends Omit<Failures, "p_holm">>(entries: readonly T[]): (T & { p_holm: number | null })[] {
  const adjusted = adjustFamily(entries, ({ p_value }) => p_value);
  return entries
    .map((entry, i) => ({ ...entry, p_holm: adjusted[i]! }))
    .sort((x, y) => (y.failure_rate ?? 0) - (x.failure_rate ?? 0));
}
