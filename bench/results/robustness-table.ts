/** What perturbations cost a model, and whether they cost it more than its teacher. */
import { metrics } from "../../eval/metrics/registry.ts";
import type { Perturbed } from "../../eval/reports/robustness-report.ts";
import { change, code, count, interval, p, percent, score, table } from "../markdown.ts";
import type { Stress } from "./stress.ts";

/** A perturbation, or the mean over all, which has neither rows nor intervals. */
type Row = Pick<Perturbed, "name"> & Partial<Perturbed>;

export function robustnessSection({ suite, model, teacher, perturbations, mean }: Stress): string {
  const metric = metrics[suite.metrics[0]!].title;
  const { difference_in_differences: beyond, clean = null, score = null, drop = null, flips = null } = mean ?? {};
  const parts = [
    `### ${model} on ${suite.id}`,
    lossTable(metric, [...perturbations, { name: "mean", clean, score, drop, flips }]),
  ];
  if (teacher !== null) {
    parts.push(`Its drop less that of ${code(teacher)}, on the same rows. The mean is ${change(beyond)}.`);
    parts.push(beyondTable(perturbations));
  }
  return parts.join("\n\n");
}

const lossTable = (metric: string, rows: readonly Row[]) =>
  table<Row>(
    [
      { title: "perturbation", of: ({ name }) => name },
      { title: "rows changed", right: true, of: (row) => count(row.rows) },
      { title: "rows unchanged", right: true, of: ({ unchanged }) => count(unchanged) },
      { title: `${metric}, clean`, right: true, of: ({ clean }) => score(clean) },
      { title: `${metric}, perturbed`, right: true, of: (row) => score(row.score) },
      { title: "95 % interval of it", of: ({ ci95 }) => interval(ci95) },
      { title: "drop", right: true, of: ({ drop }) => change(drop) },
      { title: "95 % interval of the drop", of: ({ drop_ci95 }) => interval(drop_ci95) },
      { title: "p", right: true, of: ({ p_value }) => p(p_value) },
      { title: "predictions that change", right: true, of: ({ flips }) => percent(flips) },
    ],
    rows,
  );

const beyondTable = (perturbations: readonly Perturbed[]) =>
  table<Perturbed>(
    [
      { title: "perturbation", of: ({ name }) => name },
      { title: "drop less teacher's", right: true, of: (row) => change(row.difference_in_differences?.value) },
      { title: "95 % interval", of: (row) => interval(row.difference_in_differences?.ci95) },
      { title: "p", right: true, of: (row) => p(row.difference_in_differences?.p_value) },
      { title: "p, Holm", right: true, of: (row) => p(row.difference_in_differences?.p_holm) },
    ],
    perturbations,
  );
