/** What is shown of a run's predictions. */

/** A row's answer; gold and whether it was met are missing where a suite hides them. */
export interface Prediction {
  id: string;
  prediction: unknown;
  scores: unknown;
  gold?: unknown;
  correct?: boolean | null;
  error?: string;
  f1?: number;
  test?: string;
  left_out?: true;
}

export type Shown = "all" | "wrong" | "right" | "failed";

/** Rows that were not answered are wrong, as figures have it; rows that are left out are neither. */
export const isShown = ({ correct, error }: Prediction, shown: Shown): boolean =>
  ({ all: true, wrong: correct === false, right: correct === true, failed: error !== undefined })[shown];

const TAG = /^(O|[BI]-.+)$/;

/** Labels of a text, where it may have several. */
export const inList = (labels: unknown): string => (Array.isArray(labels) ? labels.join(", ") || "no label" : "–");

/** What an answer or gold is, in a cell: a text, a number, tags in a row, several answers that count, places in a context. */
export function inCell(value: unknown): string {
  if (value === null || value === undefined) return "–";
  if (value === "") return "no answer";
  if (typeof value === "number") return String(Math.round(value * 1000) / 1000);
  if (typeof value === "string") return value;
  if (Array.isArray(value)) {
    if (value.length === 0) return "no answer";
    if (value.every((each) => typeof each === "number")) return value.join(" to "); // places, [start, end)
    const texts = value.map(inCell);
    return texts.every((text) => TAG.test(text)) ? texts.join(" ") : [...new Set(texts)].join(" / ");
  }
  return JSON.stringify(value);
}

/** The probability of what was predicted, where there are some. */
export function confidenceOf({ prediction, scores }: Prediction): number | null {
  if (typeof prediction !== "string" || scores === null || typeof scores !== "object" || Array.isArray(scores))
    return null;
  return (scores as Record<string, number>)[prediction] ?? null;
}
