import type { Training } from "../../r2-assets/format/card.ts";
import type { TrainedStage } from "./run-stages.ts";

/** Which labelled rows a run learnt from, for card and record: those of its last stage that reads some. */
export function labelledRows(stages: readonly TrainedStage[]): { subset: string | null } & Pick<Training, "more_rows"> {
  const { subset = null, more = [] } = stages.findLast(({ run }) => run.data.dev !== null)?.run.data ?? {};
  const sum = (leftOut: ReadonlyMap<string, number>) => [...leftOut.values()].reduce((all, count) => all + count, 0);
  const more_rows = more.map(({ leftOut, ...file }) => ({ ...file, left_out: sum(leftOut) }));
  return { subset, ...(more_rows.length > 0 && { more_rows }) };
}
