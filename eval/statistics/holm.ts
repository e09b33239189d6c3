/**
 * Holm's adjusted p-values of a family of tests, in the order given: with p sorted ascending,
 * `adjusted(k) = max over j <= k of min(1, (m - j + 1) p(j))`. Rejecting where it is at most 5 % errs in 5 % of families.
 *
 * Source: Holm 1979. Throws RangeError for a p outside [0, 1].
 */
export function holm(pValues: readonly number[]): number[] {
  const wrong = pValues.find((p) => !(p >= 0 && p <= 1));
  if (wrong !== undefined) throw new RangeError(`holm: ${wrong} is not a p-value`);
  const ascending = pValues.map((_, i) => i).sort((i, j) => pValues[i] - pValues[j]);
  const adjusted = new Array<number>(pValues.length);
  let largest = 0;
  ascending.forEach((index, k) => {
    largest = Math.max(largest, Math.min(1, (pValues.length - k) * pValues[index]));
    adjusted[index] = largest;
  });
  return adjusted;
}
