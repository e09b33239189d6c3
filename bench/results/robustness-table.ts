/** What perturbations cost a model, and whether they cost it more than its teacher. */
import { metrics } from "../../eval/metrics/registry.ts";
import { change, code, count, interval, p, percent, score, table } from "./markdown.ts";
import type { Stress, StressRow } from "./stress.ts";

export function robustnessSection({ suite, model, teacher, rows }: Stress): string {
  const metric = metrics[suite.metrics[0]!].title;
  const parts = [`### ${model} on ${suite.id}`, lossTable(metric, rows)];
  if (teacher !== null) parts.push(`Its drop less that of ${code(teacher)}, on the same rows:`, beyondTable(rows));
  return parts.join("\n\n");
}

const lossTable = (metric: string, rows: readonly StressRow[]) =>
  table<StressRow>(
    [
      { title: "perturbation", of: ({ perturbation }) => perturbation },
      { title: "rows changed", right: true, of: (row) => count(row.rows) },
      { title: `${metric}, clean`, right: true, of: ({ clean }) => score(clean) },
      { title: `${metric}, perturbed`, right: true, of: (row) => score(row.score) },
      { title: "drop", right: true, of: ({ drop }) => change(drop) },
      { title: "95 % interval", of: ({ drop_ci95 }) => interval(drop_ci95) },
      { title: "p", right: true, of: ({ p_value }) => p(p_value) },
      { title: "predictions that change", right: true, of: ({ flips }) => percent(flips) },
    ],
    rows,
  );

const beyondTable = (rows: readonly StressRow[]) =>
  table<StressRow>(
    [
      { title: "perturbation", of: ({ perturbation }) => perturbation },
      { title: "drop less teacher's", right: true, of: ({ beyond }) => change(beyond?.value) },
      { title: "95 % interval", of: ({ beyond }) => interval(beyond?.ci95) },
      { title: "p", right: true, of: ({ beyond }) => p(beyond?.p_value) },
      { title: "p, Holm", right: true, of: ({ beyond }) => p(beyond?.p_holm) },
    ],
    rows,
  );
