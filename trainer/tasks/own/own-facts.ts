import type { TaskFacts } from "../../recipes/own/task-facts.ts";
import { type OwnTask, ownRowsFile } from "./own-task.ts";

/** What default recipes need to know of a task. */
export const factsOf = ({ id, task, rows, lengths }: OwnTask): TaskFacts => ({
  id,
  task,
  train: rows.train,
  tokens: { p99: lengths.tokens.p99, max: lengths.tokens.max },
  unlabelled: rows.unlabelled ? { file: ownRowsFile(id, "unlabelled"), texts: rows.unlabelled } : null,
});
