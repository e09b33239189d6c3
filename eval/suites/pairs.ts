import { SUITES } from "./index.ts";

const OF_PAIRS: readonly string[] = [
  "glue/mrpc",
  "glue/rte",
  "glue/stsb",
  "glue/wnli",
  "glue/qnli",
  "glue/mnli-matched",
  "glue/qqp-balanced",
  "paws/qqp",
  "paws/wiki",
  "hans/all",
  "checklist/qqp",
];

/** How many texts a row of a known suite has, which its models were trained for: one, or a pair; null where nobody knows. */
export function textsOf(suite: string): 1 | 2 | null {
  if (OF_PAIRS.includes(suite)) return 2;
  const task = Object.hasOwn(SUITES, suite) ? SUITES[suite]!.task : undefined;
  return task === "text-classification" || task === "text-regression" ? 1 : null;
}
