/** `/v1/experiments`, as the page reads it; the whole is in /openapi.json. */
import type { Verdict } from "../../eval/experiments/verdict.ts";
import type { SuiteTask } from "../../r2-assets/format/names.ts";

export type { SuiteTask as Task, Verdict };

export type Mode = "split" | "shadow";
export type Status = "running" | "stopped";
type Interval = [number, number];

export interface ExperimentSummary {
  id: string;
  name: string;
  task: SuiteTask;
  mode: Mode;
  status: Status;
  created_at: string;
  stopped_at: string | null;
  /** Names, the control's first. */
  variants: string[];
  /** On the first candidate. */
  verdict: Verdict;
  n: number;
}

export interface ExperimentList {
  experiments: ExperimentSummary[];
}

export interface VariantReport {
  name: string;
  model: string;
  version: string;
  runtime: "engine" | "ort" | null;
  weight: number;
  units: number;
  answers: number;
  judged: number;
  n: number;
  accuracy: { value: number; ci95: Interval } | null;
  latency: { n: number; p50: number; p95: number } | null;
  agreement: { n: number; value: number; ci95: Interval } | null;
}

export interface Difference {
  variant: string;
  against: string;
  n: number;
  value: number | null;
  ci95: Interval | null;
  verdict: Verdict;
  decided: boolean;
  decided_at: { n: number; verdict: Verdict } | null;
  words: string;
  history: { n: number; value: number; ci95: Interval }[];
}

export interface Check {
  p_value: number;
  ok: boolean;
}

export interface ExperimentReport extends Omit<ExperimentSummary, "variants" | "verdict" | "n"> {
  labels: string[] | null;
  margin: number;
  feedback_days: number;
  variants: VariantReport[];
  difference: Difference;
  differences: Difference[];
  checks: { assignment: Check; feedback: Check };
}

export const experimentUrl = (id: string): string => `/v1/experiments/${encodeURIComponent(id)}`;
