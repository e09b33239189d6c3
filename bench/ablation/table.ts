/** What an ablation came to, as Markdown. */
import { spreadOf } from "../../cli/training/seed-summary.ts";
import { change, code, score, table } from "../markdown.ts";
import type { Measured } from "./cells.ts";

type Figure = "trained" | "served";

interface Row {
  task: string;
  variant: string;
  metric: string;
  seeds: number[];
  values: number[];
  /** Less the base with the same seed, of seeds that both have. */
  differences: number[];
}

/** A row a variant, in the order of the cells: mean and standard deviation over seeds, and what it is above the base seed by seed. */
export function ablationTable(measured: readonly Measured[], figure: Figure): string {
  const known = measured.flatMap(({ cell, metric, [figure]: value }) =>
    typeof value !== "number" ? [] : [{ cell, metric, value }],
  );
  const rows = [...Map.groupBy(known, ({ cell }) => `${cell.task} ${cell.variant}`).values()].map((own): Row => {
    const { task, variant } = own[0]!.cell;
    const base = new Map(
      known.flatMap(({ cell, value }) => (cell.task === task && cell.variant === "base" ? [[cell.seed, value]] : [])),
    );
    const differences = own.flatMap(({ cell, value }) => (base.has(cell.seed) ? [value - base.get(cell.seed)!] : []));
    return {
      ...{ task, variant, metric: own[0]!.metric, seeds: own.map(({ cell }) => cell.seed) },
      ...{ values: own.map(({ value }) => value), differences: variant === "base" ? [] : differences },
    };
  });
  if (rows.length === 0) return "None is there yet.";
  return table<Row>(
    [
      { title: "task", of: ({ task }) => task },
      { title: "variant", of: ({ variant }) => code(variant) },
      { title: "metric", of: ({ metric }) => metric },
      { title: "seeds", of: ({ seeds }) => seeds.join(", ") },
      { title: "mean ± sd", right: true, of: ({ values }) => spread(values, score) },
      { title: "above base, by seed", of: ({ differences }) => differences.map(change).join(", ") || null },
      { title: "mean ± sd of it", right: true, of: ({ differences }) => spread(differences, change) },
    ],
    rows.sort((a, b) => order(measured, a) - order(measured, b)),
  );
}

export const HALF_THAT_REPORTS = `Figures are of the half of dev that chose nothing. Standard deviations are over seeds on the same rows: they say nothing of other rows, and of
two or three seeds not much.`;

/** Both tables, with what each has, and a sentence for cells that should not stand in one table. */
export const ablationTables = (measured: readonly Measured[]): string[] => [
  "As trained (`dev_unseen`), before the weights are stored:",
  ablationTable(measured, "trained"),
  "As served, weights as they are stored, by the engine:",
  ablationTable(measured, "served"),
  ...unlike(measured),
];

/** Settings know data and teachers by their names: of a task whose cells had others, that is said. */
const unlike = (measured: readonly Measured[]): string[] =>
  [...Map.groupBy(measured, ({ cell }) => cell.task)].flatMap(([task, own]) => {
    const teachers = [...new Set(own.flatMap(({ teacher }) => teacher ?? []))];
    const versions = [...Map.groupBy(teachers, (teacher) => teacher.split("@")[0]).values()];
    const said = versions
      .filter(({ length }) => length > 1)
      .map((several) => `Cells of ${task} did not learn from one teacher, but from ${several.join(" and ")}.`);
    if (own.some(({ data_sha256 }) => data_sha256 !== own[0]!.data_sha256))
      said.push(`Cells of ${task} did not learn from the same rows.`);
    return said;
  });

const order = (measured: readonly Measured[], { task, variant }: Pick<Row, "task" | "variant">) =>
  measured.findIndex(({ cell }) => cell.task === task && cell.variant === variant);

function spread(values: readonly number[], show: (value: number) => string | null): string | null {
  if (values.length === 0) return null;
  const { mean, deviation } = spreadOf(values);
  return deviation === null ? show(mean) : `${show(mean)} ± ${score(deviation)}`;
}
