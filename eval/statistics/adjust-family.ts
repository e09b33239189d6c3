import { holm } from "./holm.ts";

/** Holm's p of each member of a family of tests; null for members that have no p, which leave the others as they are. */
export function adjustFamily<T>(
  family: readonly T[],
  pOf: (member: T) => number | null | undefined,
): (number | null)[] {
  const tested = family.flatMap((member, i) => {
    const p = pOf(member);
    return p == null ? [] : [{ i, p }];
  });
  const adjusted: (number | null)[] = family.map(() => null);
  for (const [k, p] of holm(tested.map(({ p }) => p)).entries()) adjusted[tested[k]!.i] = p;
  return adjusted;
}
