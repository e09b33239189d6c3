import { KINDS } from "../../eval/kinds/index.ts";
import { inLabelOrder } from "../../eval/labels/label.ts";
import type { Row } from "../../r2-assets/format/rows.ts";
import type { MetricName } from "../../r2-assets/format/suite.ts";
import { CliError } from "../cli-error.ts";
import type { Layout, OwnKind } from "./layout.ts";
import { labelCounts } from "./measure-rows.ts";
import { labelsOf } from "./same-text.ts";

export interface TaskLabels {
  /** Absent where the task has none. */
  labels?: string[];
  why?: string;
}

/** The labels of a task in index order, by its training rows. Throws CliError where there is one alone. */
export function labelsOfTask(layout: Layout, rows: readonly Row[], file: string): TaskLabels {
  const { kind } = layout;
  if (kind === "regression" || kind === "question-answering") return {};
  const found = [...new Set(rows.flatMap(labelsOf))];
  if (kind === "tagging") {
    const tags = found.flatMap((type) => [`B-${type}`, `I-${type}`]);
    return { labels: [...tags, "O"].sort(), why: "by name, both tags of every type" };
  }
  const ordered = layout.labels?.names.filter((name) => found.includes(name));
  const isWhole = ordered?.length === found.length;
  const labels = isWhole ? ordered! : inLabelOrder(found);
  if (labels.length < 2)
    throw new CliError(
      `every row of ${file} that is left has the label "${labels[0] ?? ""}": there is nothing to tell apart`,
    );
  const numbers = labels.every((label) => /^-?\d+$/.test(label));
  return { labels, why: isWhole ? layout.labels!.why : numbers ? "by their numbers" : "by name" };
}

/** From this share of rows on the largest class alone is right often enough to hide all others. */
const LOPSIDED = 0.75;

/** What the task is judged by, the first choosing among a run's weights; and why, where that is not the usual one. */
export function metricsOfTask(
  kind: OwnKind,
  rows: readonly Row[],
  labels: readonly string[] = [],
): { metrics: MetricName[]; note?: string } {
  const all = [...KINDS[kind].metrics];
  if (kind !== "classification") return { metrics: all };
  const usual = all.filter((metric) => metric !== "f1" || labels.length === 2);
  const [label, most] = Object.entries(labelCounts(rows)).sort(([, a], [, b]) => b - a)[0]!;
  if (most / rows.length < LOPSIDED) return { metrics: usual };
  const share = Math.round((100 * most) / rows.length);
  return {
    metrics: ["macro_f1", ...usual.filter((metric) => metric !== "macro_f1")],
    note: `${share} % of the training rows have the label ${label}: macro F1 chooses among a run's weights, not accuracy`,
  };
}
