import type { Training } from "../../r2-assets/format/card.ts";
import type { TrainedStage } from "./run-stages.ts";

/**
 * What a run learnt from, for card and record: the labelled rows of its last stage that reads some, and the suites whose texts any of its
 * stages has seen without labels. `subset` says of either which suites test it no more.
 */
export function learntFrom(
  stages: readonly TrainedStage[],
): { subset: string | null } & Pick<Training, "more_rows" | "transfer_suites"> {
  const rows = stages.findLast(({ run }) => run.data.dev !== null)?.run.data;
  const more = rows?.more ?? [];
  const transferred = [...new Set(stages.flatMap(({ run }) => run.data.transferSuites ?? []))];
  const own = rows?.subset ?? (rows && transferred.length > 0 ? "its training split" : null);
  const sources = [
    ...(own === null ? [] : [own]),
    ...(transferred.length > 0 ? [`texts of ${transferred.join(", ")}`] : []),
  ];
  const seen = [...new Set([...more.flatMap(({ suite }) => suite ?? []), ...transferred])];
  const spent = seen.length === 0 ? "" : `; ${seen.join(", ")} no longer test${seen.length > 1 ? "" : "s"} it`;
  return {
    subset: sources.length === 0 ? null : sources.join(", and without labels on ") + spent,
    ...(more.length > 0 && { more_rows: more.map(({ leftOut, ...file }) => ({ ...file, left_out: sum(leftOut) })) }),
    ...(transferred.length > 0 && { transfer_suites: transferred }),
  };
}

const sum = (counts: ReadonlyMap<string, number>): number =>
  [...counts.values()].reduce((all, count) => all + count, 0);
