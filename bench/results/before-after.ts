/** New students beside those that they are to replace, on the same rows. */
import { pairedFigures } from "../../eval/comparison/compare-runs.ts";
import { statisticOf } from "../../eval/kinds/statistic-of.ts";
import type { PairedFigures } from "../../eval/reports/comparison.ts";
import { adjustFamily } from "../../eval/statistics/adjust-family.ts";
import { plainValue } from "../../eval/statistics/statistic.ts";
import { kindOf, type SuiteInfo } from "../../r2-assets/format/suite.ts";
import { byClusters } from "../../worker/analysis/by-clusters.ts";
import { unseenIds } from "../halves/halves.ts";
import { change, code, count, interval, megabytes, p, percent, score, table } from "../markdown.ts";
import { type Board, factsOf } from "./boards.ts";
import { recordedClusters } from "./clusters.ts";
import type { Memory } from "./memory.ts";
import { type RecordedRun, readPredictions } from "./read-runs.ts";
import type { Sources } from "./sources.ts";
import type { Successor } from "./successors.ts";

/** Rows of dev: all of them, or those by which a recipe with `"choose": "half"` chooses nothing. */
type Part = "all" | "unseen";

export interface BeforeAfter {
  suite: string;
  part: Part;
  model: string;
  old: string;
  bytes: [model: number | null, old: number | null];
  /** `a` is the new one. */
  figures: PairedFigures;
  /** Each of its own teacher's score on these rows. */
  retention: [model: number | null, old: number | null];
}

/** The section of the page; nothing before a new student is recorded. */
export async function beforeAfterPart(sources: Sources, boards: readonly Board[], memory: Memory): Promise<string[]> {
  const rows = await beforeAfter(sources, boards, memory);
  return rows.length === 0 ? [] : ["## Before and after", EXPLANATION, beforeAfterTable(rows)];
}

/** Two rows for each successor with whole runs beside those of the old model: one where its recipe halves no dev. */
export async function beforeAfter(sources: Sources, boards: readonly Board[], memory: Memory): Promise<BeforeAfter[]> {
  const rows: BeforeAfter[] = [];
  for (const board of boards)
    for (const successor of sources.successors.filter(({ suites }) => suites.includes(board.suite.id))) {
      const pair = [successor.model, successor.old].map((model) => board.runs.get(model));
      if (pair.some((run) => run === undefined || run.sample !== undefined || run.limit !== undefined)) continue;
      const parts: Part[] = successor.choose === "half" ? ["all", "unseen"] : ["all"];
      for (const part of parts) rows.push(await rowOf(successor, pair as RecordedRun[], part, board, sources, memory));
    }
  return rows;
}

async function rowOf(
  { model, old }: Successor,
  pair: readonly RecordedRun[],
  part: Part,
  { suite, teacherRuns }: Board,
  sources: Sources,
  memory: Memory,
): Promise<BeforeAfter> {
  const { root } = sources;
  const [kind, metric] = [kindOf(suite), suite.metrics[0]!];
  const within = (what: string) => (part === "all" ? what : `${what}, unseen half`);
  const figures = await memory.once(byClusters(within(`difference by ${metric}`), suite), pair, async () => {
    const [a, b] = await Promise.all(pair.map((run) => predictionsOf(root, suite, run, part)));
    return pairedFigures(kind, a!, b!, { metric, suite, clusters: await recordedClusters(root, suite) });
  });
  if (figures === null) throw new Error(`${model} and ${old} cannot be compared by ${metric} on ${suite.id}`);
  const retained = async (name: string, own: number | null) => {
    const teacher = teacherRuns.get(name);
    if (teacher === undefined) return null;
    const theirs = await memory.once(within(metric), [teacher], async () => {
      const statistic = await statisticOf(kind, await predictionsOf(root, suite, teacher, part), { metric, suite });
      return statistic && plainValue(statistic);
    });
    return own === null || !theirs ? null : own / theirs;
  };
  const [bytes, oldBytes] = pair.map((run) => factsOf(sources, run).bytes);
  return {
    ...{ suite: suite.id, part, model, old, figures, bytes: [bytes!, oldBytes!] },
    retention: [await retained(model, figures.a), await retained(old, figures.b)],
  };
}

async function predictionsOf(root: string, suite: SuiteInfo, run: RecordedRun, part: Part) {
  const all = await readPredictions(root, kindOf(suite), run);
  if (part === "all") return all;
  const ids = all.map(({ id }) => id);
  const unseen = await unseenIds(root, suite, ids);
  return all.filter(({ id }) => unseen.has(id));
}

const EXPLANATION = `New students beside those that their recipes are to replace (\`after\`), by the same tests as above. The difference is new less old;
"p, Holm" is adjusted for all rows of the table. "Unseen" is the half of dev by which a recipe with \`"choose": "half"\` chooses
nothing ([training.md](training.md#what-chooses)): where all of dev chose the old one's epoch, its score there is flattered, the
new one's only by what a teacher or a start that all of dev chose brings along. Retention is of each one's own teacher, on the same rows; a student that was taught by answers alone has none.`;

/** p adjusted by Holm's method over all rows. */
export function beforeAfterTable(rows: readonly BeforeAfter[]): string {
  const adjusted = adjustFamily(rows, ({ figures }) => figures.p_value);
  return table<BeforeAfter & { p_holm: number | null }>(
    [
      { title: "suite", of: ({ suite }) => suite },
      { title: "rows", of: ({ part, figures }) => `${part}, ${count(figures.n)}` },
      { title: "new", of: ({ model }) => code(model) },
      { title: "old", of: ({ old }) => code(old) },
      { title: "MB", right: true, of: ({ bytes }) => megabytes(bytes[0]) },
      { title: "MB, old", right: true, of: ({ bytes }) => megabytes(bytes[1]) },
      { title: "score", right: true, of: ({ figures }) => score(figures.a) },
      { title: "old score", right: true, of: ({ figures }) => score(figures.b) },
      { title: "difference", right: true, of: ({ figures }) => change(figures.difference) },
      { title: "95 % interval", of: ({ figures }) => interval(figures.ci95) },
      { title: "p", right: true, of: ({ figures }) => p(figures.p_value) },
      { title: "p, Holm", right: true, of: ({ p_holm }) => p(p_holm) },
      { title: "retention", right: true, of: ({ retention }) => percent(retention[0]) },
      { title: "retention, old", right: true, of: ({ retention }) => percent(retention[1]) },
    ],
    rows.map((row, i) => ({ ...row, p_holm: adjusted[i]! })),
  );
}
