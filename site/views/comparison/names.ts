import type { PairComparison } from "../../../eval/reports/comparison.ts";

/** Two models may bear one name in two versions. */
export const namesOf = ({ models: { a, b } }: PairComparison): { a: string; b: string } => {
  if (a.model !== b.model) return { a: a.model, b: b.model };
  if (a.version !== b.version) return { a: `${a.model}@${a.version}`, b: `${b.model}@${b.version}` };
  return { a: `${a.model} (${a.run})`, b: `${b.model} (${b.run})` };
};
