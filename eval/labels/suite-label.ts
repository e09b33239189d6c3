import type { SuiteInfo } from "../../r2-assets/format/suite.ts";
import { labelSpelt } from "./label.ts";

/** A model's label in the suite's words: what `label_map` makes of it, else the suite's label that is spelt so. */
export function suiteLabel(label: string, { labels = [], label_map = {} }: Pick<SuiteInfo, "labels" | "label_map">) {
  const from = labelSpelt(label, Object.keys(label_map));
  const mapped = from === undefined ? label : label_map[from]!;
  return labelSpelt(mapped, labels) ?? mapped.trim();
}
