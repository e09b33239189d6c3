import { suiteLabel } from "../labels/suite-label.ts";
import type { Labelled } from "./kind.ts";

/** Null where a model's labels, after the suite's `label_map`, are the suite's, in any order; else what is wrong in one sentence. */
export function otherLabels(modelLabels: readonly string[], suite: Labelled): string | null {
  if (suite.labels === undefined) return null; // behavioural tests that suit every classifier
  const mapped = modelLabels.map((label) => suiteLabel(label, suite));
  return sameSet(mapped, suite.labels) ? null : mismatch("labels", modelLabels, suite.labels);
}

function sameSet(a: readonly string[], b: readonly string[]): boolean {
  const [first, second] = [new Set(a), new Set(b)];
  return first.size === second.size && b.every((label) => first.has(label));
}

export const mismatch = (what: string, model: readonly string[], suite: readonly string[]): string =>
  `the model answers ${model.join(", ") || "nothing"}; the suite's ${what} are ${suite.join(", ") || "none"}`;
