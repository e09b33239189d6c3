import type { SuiteInfo } from "../../r2-assets/format/suite.ts";

/** What is known of a suite before its rows have been read. */
export type SuiteDescription = Pick<
  SuiteInfo,
  "id" | "task" | "behavioural" | "label_map" | "script" | "metrics" | "licence" | "source"
> & {
  /** In index order; of a tagging suite its tags, sorted. Absent where the task has none. */
  labels?: readonly string[];
  /** The tags of its slots, IOB2, sorted, of all splits; absent where its rows have none. */
  slots?: readonly string[];
  /** Where its rows lie in a data folder. The ending tells the format: NDJSON, SQuAD's JSON or CoNLL. */
  file: string;
  /** A row of a classification or regression has a pair of texts; one unless given. */
  texts?: 2;
  /** Rows without an id of their own are `<prefix>-<row from 0>`. */
  idPrefix: string;
  /** The ids in the file are no ids: all are made from the prefix. */
  ownIds?: false;
  /** A label as the data spells it -> as the suite does. */
  spellings?: Readonly<Record<string, string>>;
  /** The column whose equal values make a cluster of rows: those of a paragraph, a premise, a test are no independent draws. */
  group?: string;
  /** Fields of the data that slices are cut by. */
  groups?: readonly string[];
  /** How many rows are scored unless all are asked for; of a behavioural suite: rows of each test. */
  sample?: number;
  /** Ids of the suites whose models it is a stress test for. */
  stresses?: readonly string[];
};
