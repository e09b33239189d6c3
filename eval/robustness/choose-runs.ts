import type { RunRecord } from "../../r2-assets/format/run.ts";

/** The run that stands for a model on rows as they are, or under a perturbation: a whole one, else a sample; the newest of them. */
export function standingRun(newestFirst: readonly RunRecord[], perturbation?: string): RunRecord | null {
  const candidates = newestFirst.filter((run) => run.perturbation === perturbation);
  return candidates.find((run) => run.sample === undefined) ?? candidates[0] ?? null;
}

/**
 * The run that has the rows of a perturbed one as they are: a whole one, or a sample at least as large, since a sample takes
 * the rows with the smallest hashes of their ids. One by the same runtime goes before others, whose labels near the border differ.
 */
export function cleanCounterpart(newestFirst: readonly RunRecord[], perturbed: RunRecord): RunRecord | null {
  const clean = newestFirst.filter((run) => run.perturbation === undefined);
  const covers = ({ sample }: RunRecord) =>
    perturbed.sample !== undefined && sample !== undefined && sample >= perturbed.sample;
  const choose = (runs: readonly RunRecord[]) => runs.find((run) => run.sample === undefined) ?? runs.find(covers);
  return choose(clean.filter(({ runtime }) => runtime === perturbed.runtime)) ?? choose(clean) ?? null;
}
