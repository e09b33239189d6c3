import type { Comparison, Slice } from "../../eval/comparison/comparison.ts";
import { type ColumnOf, type Report, type Section, section } from "../report/report.ts";
import { fraction, interval, pValue } from "../ui/figures.ts";

interface Side {
  model: string;
  version: string | null;
  run: string;
  ci95: [number, number] | null;
}

/** What `GET /v1/comparisons` answers for two models. */
export interface PairAnswer extends Comparison {
  suite: string;
  models: { a: Side; b: Side };
}

/** What it answers for several models against one. */
export interface FamilyAnswer {
  family: (PairAnswer & { p_holm: number | null })[];
}

/** Two models side by side, the difference and its test, then the slices. */
export function pairReport(answer: PairAnswer): Report {
  const { suite, metric, n, a, b, models, discordant } = answer;
  const sides = [
    { side: models.a, value: a, alone: discordant?.a_only },
    { side: models.b, value: b, alone: discordant?.b_only },
  ];
  const columns: ColumnOf<(typeof sides)[number]>[] = [
    { title: "model", name: "model", format: "text", of: ({ side }) => named(side) },
    {
      title: `${metric} [95 % interval]`,
      name: metric,
      format: "figure",
      of: ({ side, value }) => figureOf(value, side),
    },
    { title: "right alone", name: "right_alone", format: "count", of: ({ alone }) => alone },
    { title: "run", name: "run", format: "text", of: ({ side }) => side.run },
  ];
  return {
    title: `${suite}, ${n} rows`,
    lines: [],
    sections: [
      section("models", columns, sides, { notes: verdict(answer) }),
      section("difference", DIFFERENCE, [answer], { detail: true }),
      slicesOf(answer, false),
    ],
    json: answer,
  };
}

/** One line for each model held against the first, p as tested and after Holm. Slices are for files. */
export function familyReport(answer: FamilyAnswer): Report {
  const { family } = answer;
  const [{ suite, metric, n, a, models }] = family as [FamilyAnswer["family"][number]];
  return {
    title: `${suite}, ${n} rows, ${metric}`,
    lines: [
      `${named(models.a)}: ${fraction(a)} ${interval(models.a.ci95)} (run ${models.a.run}); differences are its score less the other's`,
    ],
    sections: [
      section<FamilyAnswer["family"][number]>(
        "models",
        [
          { title: "model", name: "model", format: "text", of: (pair) => named(pair.models.b) },
          {
            title: `${metric} [95 % interval]`,
            name: metric,
            format: "figure",
            of: (pair) => figureOf(pair.b, pair.models.b),
          },
          ...DIFFERENCE.filter(({ name }) => !LEFT_OUT.includes(name)).flatMap((column) =>
            column.name === "p_value" ? [column, HOLM] : [column],
          ),
          { title: "run", name: "run", format: "text", of: (pair) => pair.models.b.run },
        ],
        family,
        { notes: [`p Holm: adjusted for ${family.length} comparisons; the family is fixed before looking`] },
      ),
      ...family.map((pair) => slicesOf(pair, true)),
    ],
    json: answer,
  };
}

const HOLM: ColumnOf<FamilyAnswer["family"][number]> = {
  title: "p Holm",
  name: "p_holm",
  format: "p",
  of: ({ p_holm }) => p_holm,
};
/** Of one pair, where there is room. */
const LEFT_OUT = ["n", "mid_p", "randomisation_p"];

const named = ({ model, version }: Side) => (version === null ? model : `${model}@${version}`);
const figureOf = (value: number | null, { ci95 }: Pick<Side, "ci95">) => ({ value, ci95 });

const DIFFERENCE: readonly ColumnOf<Comparison>[] = [
  { title: "n", name: "n", format: "count", of: ({ n }) => n },
  { title: "difference", name: "difference", format: "signed-figure", of: (pair) => figureOf(pair.difference, pair) },
  { title: "test", name: "test", format: "text", of: ({ test }) => test },
  { title: "p", name: "p_value", format: "p", of: ({ p_value }) => p_value },
  { title: "mid-p", name: "mid_p", format: "p", of: ({ mid_p }) => mid_p },
  { title: "randomisation p", name: "randomisation_p", format: "p", of: ({ randomisation_p }) => randomisation_p },
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

/** More lines than this are for files. */
const MOST_LINES = 25;

function slicesOf({ slices, models }: PairAnswer, detail: boolean): Section {
  const metrics = new Set(slices.map((slice) => slice.metric));
  return section<Slice>(
    detail ? `slices, ${models.a.model} and ${models.b.model}` : "slices",
    [
      { title: "by", name: "by", format: "text", of: ({ by }) => by },
      { title: "value", name: "value", format: "text", of: ({ value }) => value },
      { title: "n", name: "n", format: "count", of: ({ n }) => n },
      { title: "metric", name: "metric", format: "text", of: (slice) => (metrics.size > 1 ? slice.metric : null) },
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
