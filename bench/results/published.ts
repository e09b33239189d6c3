/** Small models as others published them, and ours that are trained for the same tasks. */
import { readFile } from "node:fs/promises";
import * as z from "zod";
import { TASKS } from "../../trainer/tasks/index.ts";
import { type Board, factsOf } from "./boards.ts";
import type { RecordedRun } from "./read-runs.ts";
import type { Sources } from "./sources.ts";

/** Tasks by the names of ours; accuracy on these four, which every source has. */
export const AVERAGED = ["sst2", "mnli", "qnli", "rte"] as const;

/** In percent, as published. */
const Percent = z.number().min(0).max(100);
const Size = z.union([
  /** As published. */
  z.strictObject({ millions: z.number().positive() }),
  z.strictObject({ layers: z.int(), width: z.int(), ffn: z.int(), vocabulary: z.int() }),
]);
const Published = z.strictObject({
  sources: z.record(z.string(), z.string()),
  models: z.array(
    z.strictObject({
      name: z.string(),
      size: Size,
      rows: z.enum(["dev", "test"]),
      source: z.string(),
      scores: z.strictObject({
        ...{ sst2: Percent, mnli: Percent, qnli: Percent, rte: Percent },
        /** F1. */
        mrpc: Percent.optional(),
        cola: Percent.optional(),
        /** Which correlations, the sources do not say. */
        stsb: z.string().optional(),
      }),
    }),
  ),
});
export type Published = z.infer<typeof Published>;

export const readPublished = async (): Promise<Published> =>
  Published.parse(JSON.parse(await readFile(new URL("published.json", import.meta.url), "utf8")));

/** Of a BERT with 512 positions, two segments and a pooler, without a head; or as published. */
export function parametersOf(size: Published["models"][number]["size"]): number {
  if ("millions" in size) return size.millions * 1e6;
  const { layers, width, ffn, vocabulary } = size;
  const [dense, norm] = [width * width + width, 2 * width];
  const layer = 4 * dense + 2 * width * ffn + ffn + width + 2 * norm;
  return (vocabulary + 512 + 2) * width + norm + layers * layer + dense;
}

/** Models of ours that differ by their task alone: the runs of each on its task's dev, by task. */
export interface Family {
  name: string;
  method: string | null;
  runs: ReadonlyMap<string, RecordedRun>;
  bytes: ReadonlyMap<string, number>;
}

/** Those with whole runs on all tasks that are averaged: `kronecker-19x` of `sst2-kronecker-19x`, `mnli-kronecker-19x`, … */
export function familiesOf(sources: Sources, boards: readonly Board[]): Family[] {
  const found = new Map<string, { runs: Map<string, RecordedRun>; bytes: Map<string, number> }>();
  for (const { name: task, suites } of TASKS)
    for (const run of boards.find(({ suite }) => suites.length === 1 && suite.id === suites[0])?.runs.values() ?? []) {
      const { bytes } = factsOf(sources, run);
      if (!run.model.startsWith(`${task}-`) || run.sample !== undefined || bytes === null) continue;
      const family = run.model.slice(task.length + 1);
      if (!found.has(family)) found.set(family, { runs: new Map(), bytes: new Map() });
      found.get(family)!.runs.set(task, run);
      found.get(family)!.bytes.set(task, bytes);
    }
  return [...found]
    .filter(([, { runs }]) => AVERAGED.every((task) => runs.has(task)))
    .map(([name, all]) => ({ name, method: all.runs.get("sst2")!.method, ...all }));
}

export interface Mean {
  value: number;
  ci95: [number, number];
}

/**
 * The mean of figures on independent rows, its bounds by adding the squares of their distances to the bounds of each, as Newcombe's interval of a difference does (Zou and
 * Donner 2008).
 */
export function meanOf(figures: readonly Mean[]): Mean {
  const value = figures.reduce((sum, figure) => sum + figure.value, 0) / figures.length;
  const far = (side: 0 | 1) =>
    Math.hypot(...figures.map((figure) => figure.ci95[side] - figure.value)) / figures.length;
  return { value, ci95: [value - far(0), value + far(1)] };
}
