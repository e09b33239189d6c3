/** Students judged against their teachers at a margin. */
import { judgeRuns } from "../../eval/comparison/judge-runs.ts";
import type { Verdict } from "../../eval/reports/verdict.ts";
import { kindOf } from "../../r2-assets/format/suite.ts";
import { byClusters } from "../../worker/analysis/by-clusters.ts";
import { change, code, count, interval, table } from "../markdown.ts";
import type { Board } from "./boards.ts";
import { recordedClusters } from "./clusters.ts";
import type { Memory } from "./memory.ts";
import { readPredictions } from "./read-runs.ts";
import type { Sources } from "./sources.ts";

/** Suites with enough students, or enough rows, for verdicts to be of interest. */
const SUITES = ["glue/mnli-matched", "glue/sst2"];
const MARGINS = [0.01, 0.02];

/** A student's verdicts at one margin: by itself, and as one of all students of the table. */
interface AtMargin {
  alone: Verdict;
  together: Verdict;
}

interface Row {
  model: string;
  verdicts: AtMargin[];
}

/** A table a suite. */
export async function verdictParts(sources: Sources, boards: readonly Board[], memory: Memory): Promise<string[]> {
  const shown = boards.filter(({ suite }) => SUITES.includes(suite.id));
  const parts: string[] = [];
  for (const board of shown) {
    const rows = await Promise.all(
      board.rows
        .filter(({ model }) => board.teacherRuns.has(model))
        .map(async ({ model }) => ({ model, verdicts: await verdictsOf(model, board, sources, memory) })),
    );
    const { rows: n, id } = board.suite;
    parts.push(`### ${id} at a margin`, `${count(n)} rows.`, verdictTable(rows));
  }
  return parts;
}

async function verdictsOf(
  model: string,
  { suite, runs, teacherRuns }: Board,
  { root }: Sources,
  memory: Memory,
): Promise<AtMargin[]> {
  const pair = [teacherRuns.get(model)!, runs.get(model)!];
  const [kind, metric] = [kindOf(suite), suite.metrics[0]!];
  const all = teacherRuns.size;
  const what = `verdicts by ${metric}, margins ${MARGINS.join(" ")}, of ${all}`;
  return memory.once(byClusters(what, suite), pair, async () => {
    const [theirs, own] = await Promise.all(pair.map((run) => readPredictions(root, kind, run)));
    const clusters = await recordedClusters(root, suite);
    const judge = async (margin: number, simultaneousOver: number) => {
      const outcome = await judgeRuns(kind, theirs!, own!, { metric, suite, clusters, margin, simultaneousOver });
      if (outcome.kind === "refused") throw new Error(`${model} on ${suite.id}: ${outcome.reason}`);
      return outcome.verdict;
    };
    const found: AtMargin[] = [];
    for (const margin of MARGINS) found.push({ alone: await judge(margin, 1), together: await judge(margin, all) });
    return found;
  });
}

const verdictTable = (rows: readonly Row[]) =>
  table<Row>(
    [
      { title: "student", of: ({ model }) => code(model) },
      { title: "loses", right: true, of: ({ verdicts }) => change(verdicts[0]!.alone.loss) },
      { title: "95 % bounds", of: ({ verdicts }) => interval(verdicts[0]!.alone.loss_bounds) },
      ...MARGINS.map((margin, i) => ({
        title: `margin ${margin}`,
        of: ({ verdicts }: Row) => said(verdicts[i]!),
      })),
      { title: "method", of: ({ verdicts }) => verdicts[0]!.alone.method },
    ],
    rows,
  );

function said({ alone, together }: AtMargin): string {
  if (alone.outcome !== "not decided") return `${alone.outcome}${together.outcome === alone.outcome ? " *" : ""}`;
  return alone.rows_more === null ? "not decided" : `not decided: ${count(alone.rows_more)}`;
}
