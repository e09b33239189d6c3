import type { PredictionOf } from "../../r2-assets/format/prediction.ts";
import type { RowKind } from "../../r2-assets/format/rows.ts";
import type { Clusters } from "../kinds/clusters.ts";
import type { Judging } from "../kinds/kind.ts";
import { byId, commonIds, take } from "../kinds/predictions-by-id.ts";
import { type Scoring, statisticOf } from "../kinds/statistic-of.ts";
import { differenceInDifferences } from "../statistics/difference-in-differences.ts";
import { lossInterval, lossOf, type TestedLoss } from "./under-perturbation.ts";

/** A model's predictions on the suite it is asked about, and on one that it was not made for. */
export interface InAndOut<K extends RowKind> {
  inside: readonly PredictionOf[K][];
  outside: readonly PredictionOf[K][];
}

export interface ShiftScoring extends Pick<Scoring, "metric" | "turn"> {
  inside: Judging;
  outside: Judging;
  /** Which rows of either suite belong together. */
  clusters?: { [Where in keyof InAndOut<RowKind>]: Clusters | null };
}

/**
 * Whether the model loses more than its teacher on the way from one suite to the other. The suites' rows have nothing to do
 * with each other, so they are resampled independently, each draw the same for both models; p is the bootstrap's.
 * Null where the metric can't be had, or where the two have no rows in common.
 */
export async function lossOutOfDistribution<K extends RowKind>(
  kind: K,
  model: InAndOut<K>,
  teacher: InAndOut<K>,
  { metric, inside, outside, clusters, turn }: ShiftScoring,
): Promise<TestedLoss | null> {
  const onBoth = async (of: keyof InAndOut<K>, suite: Judging) => {
    const [a, b] = [byId(model[of]), byId(teacher[of])];
    const ids = commonIds(a, b);
    return {
      rows: ids.length,
      a: await statisticOf(kind, take(a, ids)!, { metric, suite, clusters: clusters?.[of], turn }),
      b: await statisticOf(kind, take(b, ids)!, { metric, suite, clusters: clusters?.[of], turn }),
    };
  };
  const [clean, stressed] = [await onBoth("inside", inside), await onBoth("outside", outside)];
  if (!(clean.a && clean.b && stressed.a && stressed.b && clean.rows > 0 && stressed.rows > 0)) return null;
  const tested = await differenceInDifferences(
    { a: { clean: clean.a, stressed: stressed.a }, b: { clean: clean.b, stressed: stressed.b }, paired: false },
    { turn },
  );
  return (
    tested && {
      rows: stressed.rows,
      value: lossOf(metric) * tested.difference,
      ci95: lossInterval(metric, tested.ci95),
      test: "bootstrap",
      p_value: tested.p_value,
    }
  );
}
