import type { RowKind } from "../../r2-assets/format/rows.ts";

export type OwnKind = Exclude<RowKind, "behavioural">;

/** Kinds as people ask for them. */
export const KIND_NAMES = {
  class: "classification",
  "multi-label": "multi-label",
  score: "regression",
  tags: "tagging",
  spans: "question-answering",
} as const satisfies Record<string, OwnKind>;
export type KindName = keyof typeof KIND_NAMES;

/** What somebody says of their files, in place of what would be found. */
export interface LayoutOptions {
  kind?: KindName;
  text?: string;
  textPair?: string;
  /** One column; of a matrix of 0 and 1 several. */
  label?: readonly string[];
  id?: string;
  separator?: string;
  /** Of labels, or tags, that are 0, 1, … in the files. */
  labelNames?: readonly string[];
}

/** Where the rows' fields are. */
export interface Layout {
  kind: OwnKind;
  /** The rows' fields -> columns. */
  columns: Readonly<Partial<Record<Field, string>>>;
  /** Of several labels a row, one column each. */
  matrix?: readonly string[];
  /** Of several labels in a cell. */
  separator?: string;
  /** What whole numbers stand for that are labels or tags. */
  names?: readonly string[];
  /** The labels in their order, where the files say so, and why it is that one. */
  labels?: { names: readonly string[]; why: string };
  /** What was decided, and what decides otherwise: a sentence each. */
  notes: readonly string[];
}

export type Field =
  | "id"
  | "text_a"
  | "text_b"
  | "label"
  | "labels"
  | "tokens"
  | "tags"
  | "question"
  | "context"
  | "answers"
  | "answer_start";
