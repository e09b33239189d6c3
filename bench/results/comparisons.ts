/** Models held against each other rather than against their teacher: the pairs of `comparisons.json`. */
import { readFile } from "node:fs/promises";
import * as z from "zod";
import { pairedFigures } from "../../eval/comparison/compare-runs.ts";
import type { PairedFigures } from "../../eval/reports/comparison.ts";
import { adjustFamily } from "../../eval/statistics/adjust-family.ts";
import { kindOf } from "../../r2-assets/format/suite.ts";
import { byClusters } from "../../worker/analysis/by-clusters.ts";
import { change, code, interval, p, score, table } from "../markdown.ts";
import type { Board } from "./boards.ts";
import { recordedClusters } from "./clusters.ts";
import type { Memory } from "./memory.ts";
import { readPredictions } from "./read-runs.ts";
import type { Sources } from "./sources.ts";

const Comparisons = z.array(
  z.strictObject({
    /** What this family and those after it ask. */
    question: z.string().optional(),
    suite: z.string(),
    model: z.string(),
    /** A family: p is adjusted for their number. */
    others: z.array(z.string()).min(1),
  }),
);
type Family = z.infer<typeof Comparisons>[number];

interface Row {
  suite: string;
  model: string;
  other: string;
  figures: PairedFigures;
  p_holm: number | null;
}

/** A paragraph and a table a question. Throws an Error where a model has no run on the suite. */
export async function comparisonParts(sources: Sources, boards: readonly Board[], memory: Memory): Promise<string[]> {
  const file = new URL("comparisons.json", import.meta.url);
  const asked: { question: string; rows: Row[] }[] = [];
  for (const family of Comparisons.parse(JSON.parse(await readFile(file, "utf8")))) {
    if (family.question !== undefined) asked.push({ question: family.question, rows: [] });
    asked.at(-1)!.rows.push(...(await compared(family, sources, boards, memory)));
  }
  return asked.flatMap(({ question, rows }) => [`### ${question}`, comparisonTable(rows)]);
}

async function compared(
  { suite: id, model, others }: Family,
  { root }: Sources,
  boards: readonly Board[],
  memory: Memory,
): Promise<Row[]> {
  const board = boards.find(({ suite }) => suite.id === id);
  const runOf = (name: string) => {
    const run = board?.runs.get(name);
    if (run === undefined) throw new Error(`comparisons.json names ${name} on ${id}, which has no recorded run`);
    return run;
  };
  const { suite } = board!;
  const [kind, metric] = [kindOf(suite), suite.metrics[0]!];
  const tested = others.map(async (other) => {
    const pair = [runOf(model), runOf(other)];
    const figures = await memory.once(byClusters(`difference by ${metric}`, suite), pair, async () => {
      const [a, b] = await Promise.all(pair.map((run) => readPredictions(root, kind, run)));
      return pairedFigures(kind, a!, b!, { metric, suite, clusters: await recordedClusters(root, suite) });
    });
    return { suite: id, model, other, figures: figures! };
  });
  const rows = await Promise.all(tested);
  const adjusted = adjustFamily(rows, ({ figures }) => figures.p_value);
  return rows.map((row, i) => ({ ...row, p_holm: adjusted[i]! }));
}

const comparisonTable = (rows: readonly Row[]) =>
  table<Row>(
    [
      { title: "suite", of: ({ suite }) => suite },
      { title: "model", of: ({ model }) => code(model) },
      { title: "score", right: true, of: ({ figures }) => score(figures.a) },
      { title: "other", of: ({ other }) => code(other) },
      { title: "its score", right: true, of: ({ figures }) => score(figures.b) },
      { title: "difference", right: true, of: ({ figures }) => change(figures.difference) },
      { title: "95 % interval", of: ({ figures }) => interval(figures.ci95) },
      { title: "p", right: true, of: ({ figures }) => p(figures.p_value) },
      { title: "p, Holm", right: true, of: ({ p_holm }) => p(p_holm) },
    ],
    rows,
  );
