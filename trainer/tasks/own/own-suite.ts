import type { SuiteDescription } from "../../../eval/suites/index.ts";
import { type OwnTask, ownRowsFile } from "./own-task.ts";

/** The suite of an own task's dev rows, or of its test rows, whose id ends in `-test`. */
export function ownSuite(
  { id, task, pairs, labels, metrics, script, sources }: OwnTask,
  split: "dev" | "test" = "dev",
): SuiteDescription {
  const name = split === "dev" ? id : `${id}-test`;
  return {
    id: name,
    task,
    ...(pairs && { texts: 2 }),
    ...(labels && { labels }),
    ...(script && { script }),
    metrics,
    file: ownRowsFile(id, split),
    idPrefix: name.replace("/", "-"),
    licence: "its owner's",
    source: `own rows: ${(sources[split] ?? sources.train).file}`,
  };
}
