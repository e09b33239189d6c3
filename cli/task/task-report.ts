import type { Row } from "../../r2-assets/format/rows.ts";
import type { OwnTask } from "../../trainer/tasks/own/own-task.ts";
import { type ColumnOf, MOST_LINES, type Report, type Section, section } from "../report/report.ts";
import { shortly } from "./cells.ts";

const KINDS: Readonly<Record<OwnTask["task"], string>> = {
  "text-classification": "classes",
  "multi-label-classification": "labels, several or none a row",
  "text-regression": "scores",
  "token-classification": "tags, one a word",
  "question-answering": "spans, answers in contexts",
};

/** What was found in somebody's files, or lies in the data folder. `rows`: the first ones. */
export function taskReport(
  task: OwnTask,
  rows: readonly Row[],
  notes: readonly string[],
  next: readonly string[],
): Report {
  const { id, rows: counts, columns, split, metrics, labels, label_order } = task;
  const splits = Object.entries(counts).map(([name, count]) => `${name} ${count.toLocaleString("en")}`);
  const read = Object.entries(columns).map(([field, column]) => (field === column ? field : `${field} from ${column}`));
  return {
    title: `${id}: ${KINDS[task.task]}${task.pairs ? ", of pairs of texts" : ""}`,
    lines: [
      `rows: ${splits.join(", ")}${split.by === "hash" ? `; dev was split from train by a hash of the text, ${Number((100 * split.share).toFixed(2))} %` : ""}`,
      `columns: ${read.join(", ")}`,
      ...(labels
        ? [`${labels.length} ${task.task === "token-classification" ? "tags" : "labels"}, in order ${label_order}`]
        : []),
      `judged by ${metrics.join(", ")}`,
      ...notes,
      ...next,
    ],
    sections: [rowsSection(rows), labelSection(task), lengthSection(task)],
    json: { task, notes: [...notes] },
  };
}

function rowsSection(rows: readonly Row[]): Section {
  const fields = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const columns = fields.map(
    (field): ColumnOf<Row> => ({
      title: field,
      name: field,
      format: "text",
      of: (row) => shown((row as unknown as Record<string, unknown>)[field], field),
    }),
  );
  return section(rows.length === 1 ? "a row" : `${rows.length} rows`, columns, rows);
}

function shown(value: unknown, field: string): string {
  if (value === undefined) return "";
  if (field === "answers") return shortly((value as { text: string }[])[0]?.text ?? "");
  if (Array.isArray(value)) return shortly(value.join(" "), 40).slice(1, -1);
  return field === "id" || field === "label" ? String(value) : shortly(String(value), 40);
}

interface LabelRow {
  label: string;
  train: number;
  dev: number;
  test: number | undefined;
}

function labelSection({ task, label_counts }: OwnTask): Section {
  const { train = {}, dev = {}, test } = label_counts ?? {};
  const labels = [...new Set([train, dev, test ?? {}].flatMap((counts) => Object.keys(counts)))];
  const rows = labels.map((label) => ({ label, train: train[label] ?? 0, dev: dev[label] ?? 0, test: test?.[label] }));
  const shownRows = rows.length > MOST_LINES ? [...rows].sort((a, b) => b.train - a.train).slice(0, MOST_LINES) : rows;
  return section(task === "token-classification" ? "spans by type" : "rows by label", LABEL_COLUMNS, shownRows, {
    notes:
      rows.length > shownRows.length ? [`the ${MOST_LINES} most frequent of ${rows.length}; task.json has all`] : [],
  });
}

const LABEL_COLUMNS: readonly ColumnOf<LabelRow>[] = [
  { title: "label", name: "label", format: "text", of: ({ label }) => label },
  { title: "train", name: "train", format: "count", of: ({ train }) => train },
  { title: "dev", name: "dev", format: "count", of: ({ dev }) => dev },
  { title: "test", name: "test", format: "count", of: ({ test }) => test },
];

type LengthRow = OwnTask["lengths"]["words"] & { unit: string };

function lengthSection({ lengths: { words, tokens } }: OwnTask): Section {
  return section("lengths of training rows", LENGTH_COLUMNS, [
    { unit: "words", ...words },
    { unit: "tokens", ...tokens },
  ]);
}

const LENGTH_COLUMNS: readonly ColumnOf<LengthRow>[] = [
  { title: "in", name: "unit", format: "text", of: ({ unit }) => unit },
  { title: "median", name: "median", format: "count", of: ({ median }) => median },
  { title: "95 %", name: "p95", format: "count", of: ({ p95 }) => p95 },
  { title: "99 %", name: "p99", format: "count", of: ({ p99 }) => p99 },
  { title: "longest", name: "max", format: "count", of: ({ max }) => max },
];
