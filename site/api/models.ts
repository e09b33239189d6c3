/** `GET /v1/models`, as the page reads it; the whole is in /openapi.json. */
import type { Task } from "../../r2-assets/format/names.ts";

export interface Result {
  suite: string;
  metric: string;
  value: number | null;
  ci95: [number, number] | null;
  run: string;
}

export interface ModelSummary {
  id: string;
  version: string;
  task: Task;
  /** Null of an imported model of which nobody said it. */
  trained_on: string | null;
  subset: string | null;
  method: string;
  teacher: string | null;
  taught_by_answers_of: string[];
  labels: string[];
  slots?: string[];
  thresholds?: number[];
  parameters: number;
  bytes: number;
  compression: { parameters: number; bytes: number } | null;
  runtimes: string[];
  max_length: number;
  results: Result[];
}

export interface ModelList {
  models: ModelSummary[];
}

/** `GET /v1/suites`. */
export interface SuiteSummary {
  id: string;
  task: string;
  /** Rows are test cases of several texts each. */
  behavioural?: true;
  labels?: string[];
  rows: number;
  metrics: string[];
  sha256: string;
  licence: string;
  source: string;
  status: "ready" | "registering" | "absent";
  visibility: "public" | "scored-only";
}
