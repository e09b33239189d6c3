import { glue } from "./glue.ts";
import { intents } from "./intents.ts";
import { robustness } from "./robustness.ts";
import { sentiment } from "./sentiment.ts";
import { squad } from "./squad.ts";
import type { SuiteDescription } from "./suite-description.ts";
import { tagging } from "./tagging.ts";

export type { SuiteDescription } from "./suite-description.ts";

/** The suites that a data folder may hold, by id. */
export const SUITES: Readonly<Record<string, SuiteDescription>> = Object.fromEntries(
  [glue, squad, sentiment, intents, robustness, tagging].flat().map((suite) => [suite.id, suite]),
);

/** How many texts a row of a known suite has, which its models were trained for: one, or a pair; null where nobody knows. */
export function textsOf(suite: string | null): 1 | 2 | null {
  if (suite === null || !Object.hasOwn(SUITES, suite)) return null;
  return textsIn(SUITES[suite]!);
}

/** How many texts a row has: one, or a pair; null where rows are words, or contexts that are asked about. */
export function textsIn({ task, texts }: Pick<SuiteDescription, "task" | "texts">): 1 | 2 | null {
  return task === "token-classification" || task === "question-answering" ? null : (texts ?? 1);
}

/** Ids of the suites that put a suite's models to the test: `glue/sst2` -> imdb/test, checklist/sentiment. */
export const stressTestsOf = (suite: string): string[] =>
  Object.values(SUITES)
    .filter(({ stresses }) => stresses?.includes(suite))
    .map(({ id }) => id);
