/** `task.json`: a task of somebody's own rows, which lies beside them in `<data>/tasks/<a>/<b>/`. */
import * as z from "zod";
import { Sha256, SuiteId, SuiteTask } from "../../../r2-assets/format/names.ts";
import { AnswerScriptName, MetricName } from "../../../r2-assets/format/suite.ts";

const Count = z.int().nonnegative();

/** Over the rows of `train`. */
const Lengths = z.strictObject({ median: Count, p95: Count, p99: Count, max: Count });
export type Lengths = z.infer<typeof Lengths>;

const Source = z.strictObject({
  /** Its name alone. */
  file: z.string(),
  /** As it lay. */
  sha256: Sha256,
  rows: Count,
});

/** Rows by name, in label order; of tags the spans of each type. */
const LabelCounts = z.record(z.string(), Count);

export const SPLITS = ["train", "dev", "test"] as const;
export type SplitName = (typeof SPLITS)[number];

export const OwnTask = z.strictObject({
  format: z.literal(1),
  id: SuiteId,
  task: SuiteTask,
  /** Rows are pairs of texts. */
  pairs: z.literal(true).optional(),
  /** In index order; of tags IOB2, sorted; absent where there are none. */
  labels: z.array(z.string().min(1)).min(2).optional(),
  /** Why they are in that order. */
  label_order: z.string().optional(),
  /** The rows' fields -> the columns of the files that they come from. */
  columns: z.record(z.string(), z.string()),
  sources: z.strictObject({
    train: Source,
    dev: Source.optional(),
    test: Source.optional(),
    unlabelled: Source.optional(),
  }),
  /** Where dev comes from: a file, or the rows of `train` that the hash of their text picks. */
  split: z.discriminatedUnion("by", [
    z.strictObject({ by: z.literal("file") }),
    z.strictObject({ by: z.literal("hash"), share: z.number().positive().max(0.5) }),
  ]),
  rows: z.strictObject({ train: Count, dev: Count, test: Count.optional(), unlabelled: Count.optional() }),
  /** What was left out, where it was asked for, as sentences. */
  left_out: z.array(z.string()).optional(),
  label_counts: z.strictObject({ train: LabelCounts, dev: LabelCounts, test: LabelCounts.optional() }).optional(),
  /** The first is the primary one, which chooses among a run's weights. */
  metrics: z.array(MetricName).min(1),
  /** Of spans: whose rules score answers. */
  script: AnswerScriptName.optional(),
  /** Words between blanks; tokens of `tokenizer`, special ones included, uncut. Of spans those of question and context. */
  lengths: z.strictObject({ tokenizer: z.string(), words: Lengths, tokens: Lengths }),
  /** Release and commit. */
  created_by: z.string(),
});
export type OwnTask = z.infer<typeof OwnTask>;

export const OWN_TASK_FILE = "task.json";

/** `tasks/my/intents`: in a data folder. */
export const ownTaskFolder = (id: string): string => `tasks/${id}`;

/** `tasks/my/intents/dev.jsonl`: in a data folder. */
export const ownRowsFile = (id: string, split: SplitName | "unlabelled"): string =>
  `${ownTaskFolder(id)}/${split}.jsonl`;
