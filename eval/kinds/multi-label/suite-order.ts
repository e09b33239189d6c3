import { inLabelOrder } from "../../labels/label.ts";

/** Labels in the suite's order; behind those that it has, and where it has none, as `inLabelOrder`. */
export function inSuiteOrder(labels: readonly string[], known: readonly string[] = []): string[] {
  const others = labels.filter((label) => !known.includes(label));
  return [...known.filter((label) => labels.includes(label)), ...inLabelOrder(others)];
}
