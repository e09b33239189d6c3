import { EXPECTED, labelOfText, labelSpelt, readLabel } from "../labels/label.ts";

/** Probabilities are printed with a few digits. */
const SUM_TOLERANCE = 1e-3;

/** What keeps submitted scores from being probabilities of exactly these labels, one of which holds, with its place; null: nothing. */
export function scoresMistake(
  scores: Readonly<Record<string, number>>,
  labels: readonly string[],
  place = "scores",
): string | null {
  const mistake = probabilitiesMistake(scores, labels, place);
  if (mistake !== null) return mistake;
  const sum = labels.reduce((total, label) => total + scores[label], 0);
  return Math.abs(sum - 1) <= SUM_TOLERANCE ? null : `${place}: they sum to ${Number(sum.toFixed(6))}, not to 1`;
}

/** The same where each label holds or not by itself, so that their sum says nothing. */
export function probabilitiesMistake(
  scores: Readonly<Record<string, number>>,
  labels: readonly string[],
  place = "scores",
): string | null {
  const unknown = Object.keys(scores).find((label) => !labels.includes(label));
  if (unknown !== undefined) return `${place}: "${unknown}" is none of ${listed(labels)}`;
  const missing = labels.find((label) => !Object.hasOwn(scores, label));
  if (missing !== undefined) return `${place}: "${missing}" has none`;
  const odd = labels.find((label) => !(scores[label] >= 0 && scores[label] <= 1));
  return odd === undefined ? null : `${place}: ${scores[odd]} of "${odd}" is no probability`;
}

/**
 * The scores under the names of the labels that their keys mean, in the order given; a key that means none stays as it is.
 * Keys have no types: digits are an index of `labels` unless one of `names` is spelt so. A string says which label is there twice.
 */
export function byLabel(
  scores: Readonly<Record<string, number>>,
  labels: readonly string[],
  names = labels,
  place = "scores",
): Record<string, number> | string {
  const named = new Map<string, number>();
  for (const [key, score] of Object.entries(scores)) {
    const name = labelSpelt(key, names) ?? readLabel(labelOfText(key, labels), labels) ?? key;
    if (named.has(name)) return `${place}: "${name}" is there twice`;
    named.set(name, score);
  }
  return Object.fromEntries(named);
}

/** What is wrong with a submitted label that none of the labels is meant by. */
export const noLabel = (label: string | number, labels: readonly string[]): string =>
  typeof label === "number" && !Number.isInteger(label)
    ? EXPECTED
    : `${JSON.stringify(label)} is none of ${listed(labels)}`;

/** The first of the most probable labels. */
export const mostProbable = (scores: Readonly<Record<string, number>>, labels: readonly string[]): string =>
  labels.reduce((best, label) => ((scores[label] ?? 0) > (scores[best] ?? 0) ? label : best));

/** Enough of them to see what was meant. */
const listed = (labels: readonly string[]): string =>
  labels.length <= 12 ? labels.join(", ") : `${labels.slice(0, 12).join(", ")}, … (${labels.length} labels)`;
