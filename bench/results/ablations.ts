/** What ablations came to: a plan's figures stand beside it, in `bench/ablation`. */
import { readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { cellsOf, type Measured } from "../ablation/cells.ts";
import { readPlan } from "../ablation/plan.ts";
import { keptFigures, recordOf } from "../ablation/record.ts";
import { ablationTables, HALF_THAT_REPORTS } from "../ablation/table.ts";
import { code, count } from "../markdown.ts";

export interface Ablation {
  /** Of its file, without its ending. */
  plan: string;
  question: string;
  cells: number;
  /** With the plan's settings; others are left out. */
  measured: Measured[];
}

const FOLDER = "bench/ablation";

/** Those of which any cell was measured, by their plans' names. */
export async function readAblations(root: string): Promise<Ablation[]> {
  const names = (await readdir(join(root, FOLDER))).filter((name) => name.endsWith(".json")).sort();
  const all = await Promise.all(
    names.map(async (name): Promise<Ablation> => {
      const file = join(root, FOLDER, name);
      const [plan, { question, ...rest }] = [basename(name, ".json"), await readPlan(file)];
      const cells = await cellsOf({ question, ...rest }, join("ablation", plan), root);
      return { plan, question, cells: cells.length, measured: await keptFigures(recordOf(file), cells) };
    }),
  );
  return all.filter(({ measured }) => measured.length > 0);
}

export const ablationParts = (ablations: readonly Ablation[]): string[] =>
  ablations.length === 0 ? [] : ["## Ablations", HALF_THAT_REPORTS, ...ablations.flatMap(ablationPart)];

function ablationPart({ plan, question, cells, measured }: Ablation): string[] {
  const machines = [...new Set(measured.map(({ machine }) => machine.cpu))].sort();
  const hours = measured.reduce((sum, { seconds }) => sum + seconds, 0) / 3600;
  return [
    `### ${plan}`,
    `${question} \`node bench/ablation/run.ts ${FOLDER}/${plan}.json --data DATA\` trains it. ${count(measured.length)} of ${count(cells)} cells are measured: \
${hours.toFixed(1)} hours of training, a core each, on ${machines.map(code).join(", ")}.`,
    ...ablationTables(measured),
  ];
}
