import type { SuiteDescription } from "../../../eval/suites/index.ts";
import { type OwnTask, ownRowsFile } from "./own-task.ts";

/** What an own task's test rows are called as a suite, as `task add` keeps other tasks from being. */
export const testSuiteId = (task: string): string => `${task}-test`;

/** The suite of an own task's dev rows, which has the task's name, or of its test rows. */
export function ownSuite(
  { id, task, pairs, labels, metrics, script, sources }: OwnTask,
  split: "dev" | "test" = "dev",
): SuiteDescription {
  const name = split === "dev" ? id : testSuiteId(id);
  return {
    id: name,
    task,
    ...(pairs && { texts: 2 }),
    ...(labels && { labels }),
    ...(script && { script }),
    ...(task === "question-answering" && { group: "context" }),
    metrics,
    file: ownRowsFile(id, split),
    idPrefix: name.replace("/", "-"),
    licence: "its owner's",
    source: `own rows: ${(sources[split] ?? sources.train).file}`,
  };
}
