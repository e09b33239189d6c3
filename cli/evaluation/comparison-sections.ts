import type { Comparison, PairComparison, Side, Slice } from "../../eval/reports/comparison.ts";
import { type ColumnOf, MOST_LINES, type Section, section } from "../report/report.ts";

/** Of models that learnt from a part of their task's training split, from which. */
export const subsetNotes = (sides: readonly Side[]): string[] =>
  sides.flatMap(({ model, subset }) => (subset === undefined ? [] : [`${model}: trained on ${subset}`]));

/** A run's score in a comparison, with the run's interval where both are on the same rows. */
export const sideFigure = (value: number | null, { ci95 }: Side, { left_out }: Pick<Comparison, "left_out">) =>
  figureOf(value, { ci95: left_out === undefined ? ci95 : null });

/** Why not every row is in the figures of a pair. */
export const LEFT_OUT = "left out: rows whose tests ask nothing of a model that answers as one of the two did";

/** A score with the interval that stands beside it. */
const figureOf = (value: number | null, { ci95 }: Pick<Side, "ci95">) => ({ value, ci95 });

/** What there is to say of the difference, a column each. */
export const DIFFERENCE: readonly ColumnOf<Comparison>[] = [
  { title: "n", name: "n", format: "count", of: ({ n }) => n },
  { title: "left out", name: "left_out", format: "count", of: ({ left_out }) => left_out },
  { title: "difference", name: "difference", format: "signed-figure", of: (pair) => figureOf(pair.difference, pair) },
  { title: "test", name: "test", format: "text", of: ({ test }) => test },
  { title: "p", name: "p_value", format: "p", of: ({ p_value }) => p_value },
  { title: "mid-p", name: "mid_p", format: "p", of: ({ mid_p }) => mid_p },
  { title: "randomisation p", name: "randomisation_p", format: "p", of: ({ randomisation_p }) => randomisation_p },
  { title: "clusters", name: "clusters", format: "count", of: ({ clusters }) => clusters?.n },
  { title: "only a right", name: "a_only", format: "count", of: ({ discordant }) => discordant?.a_only },
  { title: "only b right", name: "b_only", format: "count", of: ({ discordant }) => discordant?.b_only },
  { title: "agreement", name: "agreement", format: "fraction", of: ({ agreement }) => agreement },
  {
    title: "detectable",
    name: "minimum_detectable_difference",
    format: "fraction",
    of: (pair) => pair.minimum_detectable_difference,
  },
];

/** The parts of the rows that two models are compared on. */
export function slicesSection({ slices, models, metric }: PairComparison, detail: boolean): Section {
  const others = slices.some((slice) => slice.metric !== metric); // of one label there is no F1, say
  return section<Slice>(
    detail ? `slices, ${models.a.model} and ${models.b.model}` : "slices",
    [
      { title: "by", name: "by", format: "text", of: ({ by }) => by },
      { title: "value", name: "value", format: "text", of: ({ value }) => value },
      { title: "n", name: "n", format: "count", of: ({ n }) => n },
      { title: "metric", name: "metric", format: "text", of: (slice) => (others ? slice.metric : null) },
      { title: models.a.model, name: "a", format: "fraction", of: ({ a }) => a },
      { title: models.b.model, name: "b", format: "fraction", of: ({ b }) => b },
      {
        title: "difference",
        name: "difference",
        format: "signed-figure",
        of: (slice) => figureOf(slice.difference, slice),
      },
      { title: "p", name: "p_value", format: "p", of: ({ p_value }) => p_value },
    ],
    slices,
    {
      detail: detail || slices.length > MOST_LINES,
      notes: slices.length === 0 ? [] : ["p values of slices are not adjusted for their number"],
    },
  );
}
