/** From files that somebody brings to a task, or to the sentences that say why not. */

import type { Task } from "../../r2-assets/format/names.ts";
import type { Row } from "../../r2-assets/format/rows.ts";
import { OwnTask } from "../../trainer/tasks/own/own-task.ts";
import { CliError } from "../cli-error.ts";
import { type Brought, readBrought } from "./brought.ts";
import { findLayout } from "./find-layout.ts";
import type { Layout, LayoutOptions, OwnKind } from "./layout.ts";
import { labelCounts, measureRows } from "./measure-rows.ts";
import { idTrouble, type OwnRows, ownRows } from "./own-rows.ts";
import { KEEPABLE, type Policy, type Sifted, sift } from "./problems.ts";
import { labelsOfTask, metricsOfTask } from "./task-labels.ts";
import { cutNote, foreignNote, rareLabels, smallDev, unreadNote } from "./task-notes.ts";
import { refuseFew, refuseSameFile, withDev } from "./train-and-dev.ts";
import { readUnlabelled, type Unlabelled } from "./unlabelled.ts";
import type { TaskFiles } from "./write-task.ts";

export interface TaskOrder {
  id: string;
  train: string;
  dev?: string;
  test?: string;
  unlabelled?: string;
  layout: LayoutOptions;
  policy: Policy;
  /** Release and commit. */
  createdBy: string;
}

export interface FoundTask {
  files: TaskFiles;
  layout: Layout;
  /** What users should know, a sentence each. */
  notes: string[];
}

const TASK_OF: Readonly<Record<OwnKind, Task>> = {
  classification: "text-classification",
  "multi-label": "multi-label-classification",
  regression: "text-regression",
  tagging: "token-classification",
  "question-answering": "question-answering",
};

/** Reads, checks and splits; writes nothing. Throws CliError with all that is wrong, a sentence each. */
export async function foundTask(order: TaskOrder): Promise<FoundTask> {
  const brought = await broughtFiles(order);
  const files = Object.values(brought);
  refuseSameFile(brought, order.policy);
  const layout = findLayout(brought.train, order.layout);
  const ids = idsOf(layout, files, order.layout);
  const read = Object.fromEntries(
    Object.entries(brought).map(([split, file]) => [split, ownRows(file, layout, split, ids.own)]),
  ) as Record<"train", OwnRows> & Partial<Record<"dev" | "test", OwnRows>>;
  const sifted = sift(read, order.policy);
  refuseProblems(sifted);
  const { splits } = sifted;
  const { train, dev, split, note } = withDev(splits.train, splits.dev);
  refuseFew(train, dev, splits);
  const rows = {
    train: train.map(rowOf),
    dev: dev.map(rowOf),
    ...(splits.test && { test: splits.test.rows.map(rowOf) }),
  };
  const { labels, why } = labelsOfTask(layout, rows.train, splits.train.brought.file);
  const sorted = labels ? inOrder(rows, labels) : rows;
  const { metrics, note: metricNote } = metricsOfTask(layout.kind, rows.train, labels);
  const texts =
    order.unlabelled === undefined ? undefined : await readUnlabelled(order.unlabelled, layout, order.layout);
  const measured = await measureRows(rows.train);
  const counts = (list: readonly Row[]) => labelCounts(list, layout.kind === "tagging" ? undefined : labels);
  const task = OwnTask.parse({
    format: 1,
    id: order.id,
    task: TASK_OF[layout.kind],
    ...(layout.columns.text_b !== undefined && { pairs: true }),
    ...(labels && { labels, label_order: why }),
    columns: columnsRead(layout, ids.own),
    sources: sourcesOf(brought, texts),
    split,
    rows: {
      train: rows.train.length,
      dev: rows.dev.length,
      ...(rows.test && { test: rows.test.length }),
      ...(texts && { unlabelled: texts.texts.length }),
    },
    ...(sifted.settled.drop.length > 0 && { left_out: sifted.settled.drop.map(({ sentence }) => sentence) }),
    ...(labels && {
      label_counts: Object.fromEntries(Object.entries(rows).map(([name, list]) => [name, counts(list)])),
    }),
    metrics,
    ...(layout.kind === "question-answering" && { script: hasUnanswerable(rows.dev) ? "squad-v2.0" : "squad-v1.1" }),
    lengths: measured.lengths,
    created_by: order.createdBy,
  });
  return {
    files: { task, kind: layout.kind, rows: sorted, ...(texts && { unlabelled: texts.texts }) },
    layout,
    notes: [
      ...files.flatMap(({ notes }) => notes),
      ...layout.notes,
      ...ids.notes,
      ...unreadNote(brought.train, layout),
      ...Object.values(read).flatMap(({ notes }) => notes),
      ...sifted.settled.drop.map(({ sentence }) => `left out: ${sentence}`),
      ...sifted.settled.keep.map(({ sentence }) => `kept: ${sentence}`),
      ...note,
      ...(texts?.notes ?? []),
      ...(metricNote ? [metricNote] : []),
      ...rareLabels(task),
      ...smallDev(task),
      ...cutNote(task),
      ...foreignNote(measured),
    ],
  };
}

const rowOf = ({ row }: { row: Row }): Row => row;

async function broughtFiles({
  train,
  dev,
  test,
}: TaskOrder): Promise<{ train: Brought; dev?: Brought; test?: Brought }> {
  return {
    train: await readBrought(train),
    ...(dev !== undefined && { dev: await readBrought(dev) }),
    ...(test !== undefined && { test: await readBrought(test) }),
  };
}

function columnsRead({ columns: { id, ...columns }, matrix }: Layout, ownIds: boolean): Record<string, string> {
  return { ...(ownIds && id !== undefined && { id }), ...columns, ...(matrix && { labels: matrix.join(", ") }) };
}

function idsOf(
  { columns: { id } }: Layout,
  files: readonly Brought[],
  asked: LayoutOptions,
): { own: boolean; notes: string[] } {
  if (id === undefined) return { own: false, notes: [] };
  const trouble = idTrouble(files, id);
  if (trouble === undefined) return { own: true, notes: [] };
  if (asked.id !== undefined) throw new CliError(`--id ${id}: ${trouble}`);
  return {
    own: false,
    notes: [`${id} is not taken for ids, since ${trouble}; rows are called train-1, by their place`],
  };
}

function refuseProblems({ problems }: Sifted): void {
  if (problems.length === 0) return;
  const names = [...new Set(problems.map(({ name }) => name))];
  const keepable = names.filter((name) => (KEEPABLE as readonly string[]).includes(name));
  throw new CliError(
    [
      "the rows cannot be taken as they are",
      ...problems.map(({ name, sentence }) => `${name}: ${sentence}`),
      `nothing is written; --drop ${names.join(" ")} leaves them out${keepable.length > 0 ? `, --keep ${keepable.join(" ")} takes them as they are` : ""}`,
    ].join("\n"),
  );
}

/** Labels of a set in the order of all labels. */
function inOrder(rows: TaskFiles["rows"], labels: readonly string[]): TaskFiles["rows"] {
  const sort = (row: Row): Row =>
    "labels" in row ? { ...row, labels: [...row.labels].sort((a, b) => labels.indexOf(a) - labels.indexOf(b)) } : row;
  const { train, dev, test } = rows;
  return { train: train.map(sort), dev: dev.map(sort), ...(test && { test: test.map(sort) }) };
}

const sourcesOf = (brought: Partial<Record<string, Brought>>, texts: Unlabelled | undefined) => ({
  ...Object.fromEntries(
    Object.entries(brought).map(([split, each]) => [
      split,
      { file: each!.file, sha256: each!.sha256, rows: each!.rows.length },
    ]),
  ),
  ...(texts && { unlabelled: texts.brought }),
});

const hasUnanswerable = (rows: readonly Row[]) => rows.some((row) => "is_impossible" in row && row.is_impossible);
