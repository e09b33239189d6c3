import type { Task } from "../../../r2-assets/format/names.ts";

/** What a default recipe depends on. */
export interface TaskFacts {
  /** `my/intents` */
  id: string;
  task: Task;
  /** Rows to learn from; of questions those, too. */
  train: number;
  /** Tokens of all but one in a hundred of these, and of the longest. */
  tokens: { p99: number; max: number };
  /** Unlabelled texts, as a file in the data folder; null where there are none. */
  unlabelled: { file: string; texts: number } | null;
}

/** `my/intents` and `kronecker-7.5x` -> `my-intents-kronecker-7-5x`; the caller sees to its length. */
export const ownModelId = (task: string, method: string): string =>
  `${task}-${method}`.replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
