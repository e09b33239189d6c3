import type { MetricName } from "../../r2-assets/format/suite.ts";
import { metrics } from "../metrics/registry.ts";
import type { Difference } from "./call-differences.ts";

/** A suite's primary figure for one model. */
export interface Score {
  metric: MetricName;
  value: number;
  ci95: [number, number] | null;
  run: string;
}

/** Milliseconds as one client measured them. */
export interface Latency {
  p50: number;
  p95: number;
  p99: number;
  n: number;
  tokens: number;
  batch: number;
  machine: string;
  method: string;
  measured_at: string;
}

/** A model version that another is held against. */
export interface Reference {
  /** `id`, or `id@version` where the leaderboard lists another version of it. */
  name: string;
  scores: Record<string, Score>;
}

/** What is known of a model before it is ranked. Null is unknown, never zero. */
export interface Contender {
  model: string;
  version: string | null;
  method: string | null;
  parameters: number | null;
  bytes: number | null;
  compression: { parameters: number; bytes: number } | null;
  /** In the very version that it was distilled from: a newer one of that name is another model. */
  teacher: Reference | null;
  /** What of its task's training split it learnt from, where not from all of it, or that is not known. */
  subset: string | null;
  scores: Record<string, Score>;
  /** Share of the score that is left under perturbation: the mean of perturbed over clean, both on the rows changed. */
  robustness: number | null;
  latency: Latency | null;
  /** By suite: against its teacher or whatever it is held against; nothing where there is none, or no run to pair. */
  differences: Record<string, Difference>;
  /** Whether the model answers requests here, or is known by a recorded run alone. */
  callable: boolean;
}

/** A score as more-is-better: an error's or a failure's share counts as what is left of 1. */
const worth = ({ metric, value }: Score) => (metrics[metric].better === "lower" ? 1 - value : value);

/** The mean of the primary metrics over all suites; null when one of them lacks a score. */
export const performance = (contender: Contender, suites: readonly string[]): number | null =>
  meanOfAll(suites, (suite) => contender.scores[suite] && worth(contender.scores[suite]));

/** What is left of the teacher's scores, the mean over the suites; null where either lacks one, or the teacher's is not above 0. */
export const retention = ({ scores, teacher }: Contender, suites: readonly string[]): number | null =>
  meanOfAll(suites, (suite) => {
    const [own, whole] = [scores[suite], teacher?.scores[suite]];
    return own && whole && worth(whole) > 0 ? worth(own) / worth(whole) : undefined;
  });

function meanOfAll(suites: readonly string[], figure: (suite: string) => number | undefined): number | null {
  const values = suites.flatMap((suite) => figure(suite) ?? []);
  return values.length === suites.length && values.length > 0 ? values.reduce((x, y) => x + y) / values.length : null;
}
