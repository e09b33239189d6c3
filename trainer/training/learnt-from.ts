import type { Training } from "../../r2-assets/format/card.ts";
import type { Experiment } from "./experiment.ts";
import type { TrainedStage } from "./run-stages.ts";

/**
 * What a run learnt from, for card and record: the labelled rows of its last stage that reads some, the suites whose texts any of its
 * stages has seen without labels, and those that its teacher, its start or its encoder had read before. `subset` says of all which suites test it no more.
 */
export function learntFrom(
  { teacher, start, encoder }: Pick<Experiment, "teacher" | "start" | "encoder">,
  stages: readonly TrainedStage[],
): { subset: string | null } & Pick<Training, "more_rows" | "transfer_suites" | "inherited_suites"> {
  const rows = stages.findLast(({ run }) => run.data.dev !== null)?.run.data;
  const more = rows?.more ?? [];
  const transferred = [...new Set(stages.flatMap(({ run }) => run.data.transferSuites ?? []))];
  const itself = [...new Set([...more.flatMap(({ suite }) => suite ?? []), ...transferred])];
  const before = [teacher?.read, start?.read, encoder.read].flatMap((read) => read ?? []);
  const inherited = [...new Set(before)].filter((suite) => !itself.includes(suite));
  const isTold = transferred.length + inherited.length > 0;
  const own = rows?.subset ?? (rows && isTold ? "its training split" : null);
  const sources = [
    ...(own === null ? [] : [own]),
    ...(transferred.length > 0 ? [`texts of ${transferred.join(", ")}`] : []),
  ];
  const said = [
    sources.join(", and without labels on "),
    ...(itself.length > 0 ? [noLonger(itself)] : []),
    ...(inherited.length > 0 ? [`${noLonger(inherited)}, as what taught it, or what it began with, has read it`] : []),
  ];
  return {
    subset: sources.length === 0 ? null : said.join("; "),
    ...(more.length > 0 && { more_rows: more.map(({ leftOut, ...file }) => ({ ...file, left_out: sum(leftOut) })) }),
    ...(transferred.length > 0 && { transfer_suites: transferred }),
    ...(inherited.length > 0 && { inherited_suites: inherited }),
  };
}

const noLonger = (suites: readonly string[]): string =>
  `${suites.join(", ")} no longer test${suites.length > 1 ? "" : "s"} it`;

const sum = (counts: ReadonlyMap<string, number>): number =>
  [...counts.values()].reduce((all, count) => all + count, 0);
