/** `GET /v1/comparisons`, as the page reads it. */
import type { Comparison } from "../../../eval/reports/comparison.ts";

interface Side {
  model: string;
  version: string | null;
  subset?: string;
  run: string;
  ci95: [number, number] | null;
}

export interface ComparisonAnswer extends Comparison {
  suite: string;
  models: { a: Side; b: Side };
}

/** Two models may bear one name in two versions. */
export const namesOf = ({ models: { a, b } }: ComparisonAnswer): { a: string; b: string } => {
  if (a.model !== b.model) return { a: a.model, b: b.model };
  if (a.version !== b.version) return { a: `${a.model}@${a.version}`, b: `${b.model}@${b.version}` };
  return { a: `${a.model} (${a.run})`, b: `${b.model} (${b.run})` };
};
