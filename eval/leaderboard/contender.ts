import type * as z from "zod";
import { metrics } from "../metrics/registry.ts";
import type { ContenderFacts, Score } from "./board.ts";

/** A model version that another is held against. */
export interface Reference {
  /** `id`, or `id@version` where the leaderboard lists another version of it. */
  name: string;
  scores: Record<string, Score>;
}

/** A model before it is ranked. */
export interface Contender extends z.infer<typeof ContenderFacts> {
  /** In the very version that it was distilled from: a newer one of that name is another model. */
  teacher: Reference | null;
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
