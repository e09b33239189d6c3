/** Probabilities are printed with a few digits. */
const SUM_TOLERANCE = 1e-3;

/** What keeps submitted scores from being probabilities of exactly these labels, with its place; null: nothing. */
export function scoresMistake(
  scores: Readonly<Record<string, number>>,
  labels: readonly string[],
  place = "scores",
): string | null {
  const unknown = Object.keys(scores).find((label) => !labels.includes(label));
  if (unknown !== undefined) return `${place}: "${unknown}" is none of ${listed(labels)}`;
  const missing = labels.find((label) => !Object.hasOwn(scores, label));
  if (missing !== undefined) return `${place}: "${missing}" has none`;
  const odd = labels.find((label) => !(scores[label] >= 0 && scores[label] <= 1));
  if (odd !== undefined) return `${place}: ${scores[odd]} of "${odd}" is no probability`;
  const sum = labels.reduce((total, label) => total + scores[label], 0);
  return Math.abs(sum - 1) <= SUM_TOLERANCE ? null : `${place}: they sum to ${Number(sum.toFixed(6))}, not to 1`;
}

/** The first of the most probable labels. */
export const mostProbable = (scores: Readonly<Record<string, number>>, labels: readonly string[]): string =>
  labels.reduce((best, label) => ((scores[label] ?? 0) > (scores[best] ?? 0) ? label : best));

/** Enough of them to see what was meant. */
export const listed = (labels: readonly string[]): string =>
  labels.length <= 12 ? labels.join(", ") : `${labels.slice(0, 12).join(", ")}, … (${labels.length} labels)`;
