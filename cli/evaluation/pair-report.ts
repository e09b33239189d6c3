import type { Comparison, PairComparison } from "../../eval/reports/comparison.ts";
import { type ColumnOf, type Report, section } from "../report/report.ts";
import { fraction, interval, pValue } from "../ui/figures.ts";
import { clusterNote } from "./cluster-note.ts";
import { DIFFERENCE, LEFT_OUT, sideFigure, slicesSection, subsetNotes } from "./comparison-sections.ts";
import { looksNotes } from "./looks-notes.ts";
import { nameOf } from "./run-report.ts";

/** Two models side by side, the difference and its test, then the slices. */
export function pairReport(answer: PairComparison): Report {
  const { suite, metric, n, a, b, models, discordant } = answer;
  const sides = [
    { side: models.a, value: a, alone: discordant?.a_only },
    { side: models.b, value: b, alone: discordant?.b_only },
  ];
  const columns: ColumnOf<(typeof sides)[number]>[] = [
    { title: "model", name: "model", format: "text", of: ({ side }) => nameOf(side) },
    {
      title: `${metric} [95 % interval]`,
      name: metric,
      format: "figure",
      of: ({ side, value }) => sideFigure(value, side, answer),
    },
    { title: "right alone", name: "right_alone", format: "count", of: ({ alone }) => alone },
    { title: "run", name: "run", format: "text", of: ({ side }) => side.run },
  ];
  return {
    title: `${suite}, ${n} rows`,
    lines: [],
    sections: [
      section("models", columns, sides, {
        notes: [
          ...verdict(answer),
          ...clusterNote([answer.clusters]),
          ...(answer.left_out ? [`${answer.left_out} ${LEFT_OUT}`] : []),
          ...subsetNotes([models.a, models.b]),
          ...looksNotes(suite, answer.looks),
        ],
      }),
      section("difference", DIFFERENCE, [answer], { detail: true }),
      slicesSection(answer, false),
    ],
    json: answer,
  };
}

/** The difference in a sentence, and what else is known of it in another. */
function verdict({
  difference,
  ci95,
  test,
  p_value,
  agreement,
  mid_p,
  randomisation_p,
  ...rest
}: Comparison): string[] {
  const p = p_value === null ? "" : `, ${test} p = ${pValue(p_value)}`;
  const agreed = agreement === null ? "" : `, agreement ${fraction(agreement)}`;
  const other = [
    ...(mid_p === undefined ? [] : [`mid-p ${pValue(mid_p)}`]),
    ...(randomisation_p == null ? [] : [`randomisation p ${pValue(randomisation_p)}`]),
    ...(!rest.minimum_detectable_difference
      ? []
      : [`so many rows show differences from ${fraction(rest.minimum_detectable_difference)} on (power 80 %)`]),
  ];
  const first = `difference ${fraction(difference)} ${interval(ci95)}`.trimEnd();
  return [`${first}${p}${agreed}`, ...(other.length === 0 ? [] : [other.join("; ")])];
}
