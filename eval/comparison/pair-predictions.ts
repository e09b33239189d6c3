import { isLeftOut, type PredictionOf } from "../../r2-assets/format/prediction.ts";
import type { RowKind } from "../../r2-assets/format/rows.ts";
import { KINDS } from "../kinds/index.ts";
import type { Kind } from "../kinds/kind.ts";
import { STEPS_PER_PREDICTION } from "../kinds/statistic-of.ts";
import { inBlocks, type Turn } from "../statistics/in-blocks.ts";

/** What two models said of the same row. */
export type Pair<K extends RowKind> = readonly [a: PredictionOf[K], b: PredictionOf[K]];

export interface Pairs<K extends RowKind> {
  /** Rows that are judged for both. */
  judged: Pair<K>[];
  /** Rows that are left out for one of the two, or for both: their tests ask nothing of a model that answers so. */
  leftOut: number;
}

/** The rows of both runs in the order of their ids, whatever order they came in; or, in one sentence, why they can't be paired. */
export async function pairPredictions<K extends RowKind>(
  kind: K,
  a: readonly PredictionOf[K][],
  b: readonly PredictionOf[K][],
  turn?: Turn,
): Promise<Pairs<K> | string> {
  const [inA, inB] = [byId(a), byId(b)];
  if (inA.size !== a.length || inB.size !== b.length) return "a run has two predictions for one row";
  const onlyA = [...inA.keys()].filter((id) => !inB.has(id));
  const onlyB = [...inB.keys()].filter((id) => !inA.has(id));
  if (onlyA.length + onlyB.length > 0)
    return `the runs cover different rows: ${onlyA.length} are only in a, ${onlyB.length} only in b, ${onlyA[0] ?? onlyB[0]} for one`;
  if (inA.size === 0) return "there are no rows to compare";
  const pairs = [...inA.values()].map((x): Pair<K> => [x, inB.get(x.id)!]);
  const textless: Kind<K>["textless"] = KINDS[kind].textless;
  const mixed = textless && pairs.find(([x, y]) => textless.is(x) !== textless.is(y));
  if (mixed)
    return `one run has the texts of ${mixed[0].id}, the other has places and digests alone, and the suite's rows, by which the two could be compared, are not here`;
  let torn: Pair<K> | undefined;
  await turn?.(pairs.length * STEPS_PER_PREDICTION);
  await inBlocks({ times: pairs.length, steps: STEPS_PER_PREDICTION, turn }, (i) => {
    const [x, y] = pairs[i]!;
    if (JSON.stringify(x.gold) !== JSON.stringify(y.gold)) torn ??= pairs[i];
  });
  // Not which gold it is: it may be of a suite whose gold is never shown.
  if (torn) return `the runs disagree on the gold of ${torn[0].id}`;
  const judged = pairs.filter((pair) => !pair.some(isLeftOut));
  if (judged.length === 0) return "no row is judged for both runs: every one is left out for one of them";
  return { judged: judged.sort(([x], [y]) => (x.id < y.id ? -1 : 1)), leftOut: pairs.length - judged.length };
}

const byId = <P extends { id: string }>(predictions: readonly P[]) => new Map(predictions.map((p) => [p.id, p]));
