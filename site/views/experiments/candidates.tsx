/** Several candidates at one look, before a section each. */
import type { Difference, ExperimentReport } from "../../../eval/reports/experiment.ts";
import { Intervals } from "../../charts/intervals.tsx";
import { points, signedPoints } from "../../format.ts";
import { VERDICT_WORDS } from "./words.ts";

export function Candidates({ report }: { report: ExperimentReport }) {
  const { differences, margin, id } = report;
  const rows = differences.flatMap(({ variant, value, ci95, verdict }, i) => {
    if (value === null || ci95 === null) return [];
    const range = `${signedPoints(ci95[0])} to ${signedPoints(ci95[1])}`;
    const says = `${variant}: ${VERDICT_WORDS[verdict]}, ${signedPoints(value)} points, ${range}`;
    const estimates = [{ value, interval: ci95, series: i + 1, says }];
    return [{ key: variant, label: variant, estimates }];
  });
  if (differences.length < 2 || rows.length === 0) return null;
  return (
    <Intervals
      title={`All candidates against ${differences[0]!.against}.`}
      says={`Differences of accuracies with 95 % confidence sequences: ${countsOf(differences)}.`}
      file={`${id}-differences`}
      rows={rows}
      xTitle="difference, points"
      xFormat={(level) => signedPoints(level).replace(/\.0$/, "")}
      marks={[
        { at: 0, label: "as accurate" },
        { at: -margin, label: `margin, −${points(margin)}` },
      ]}
    />
  );
}

/** `2 better, 1 not decided yet`. */
const countsOf = (differences: readonly Difference[]): string =>
  [...Map.groupBy(differences, ({ verdict }) => verdict)]
    .map(([verdict, { length }]) => `${length} ${VERDICT_WORDS[verdict]}`)
    .join(", ");
