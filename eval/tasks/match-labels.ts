import type { SuiteInfo } from "../../r2-assets/format/suite.ts";

/**
 * Whether a model that answers `modelLabels` can be scored on a suite: its labels, after the suite's `label_map`, are the
 * suite's, in any order. Returns what is wrong in one sentence, or null.
 */
export function labelMismatch(
  modelLabels: readonly string[],
  { labels = [], label_map = {} }: Pick<SuiteInfo, "labels" | "label_map">,
): string | null {
  const mapped = new Set(modelLabels.map((label) => label_map[label] ?? label));
  if (mapped.size === labels.length && labels.every((label) => mapped.has(label))) return null;
  return `the model answers ${modelLabels.join(", ")}; the suite's labels are ${labels.join(", ")}`;
}
