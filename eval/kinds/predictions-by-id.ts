/** Predictions of one run that can be looked up by row. */
export const byId = <P extends { id: string }>(predictions: readonly P[]): ReadonlyMap<string, P> =>
  new Map(predictions.map((p) => [p.id, p]));

/** Those of the rows named, in that order; null when one of them has none. */
export function take<P>(predictions: ReadonlyMap<string, P>, ids: readonly string[]): P[] | null {
  const taken = ids.flatMap((id) => predictions.get(id) ?? []);
  return taken.length === ids.length ? taken : null;
}

/** The ids that all of these have, sorted, so that results don't depend on the order of rows. */
export const commonIds = (...[first, ...others]: ReadonlyMap<string, unknown>[]): string[] =>
  [...first!.keys()].filter((id) => others.every((other) => other.has(id))).sort();
