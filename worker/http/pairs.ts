/** Lists of a known length in the OpenAPI document, as more of its readers take them. */

interface Schema {
  prefixItems?: unknown[];
  [key: string]: unknown;
}

/**
 * The document with each list whose places have schemas of their own (`prefixItems`) bounded to so many, which zod's tuples are
 * and their description leaves out; where all places are alike, described by one schema, since schemathesis takes
 * `prefixItems` for a mistake.
 */
export function withPairs<T>(document: T): T {
  if (Array.isArray(document)) return document.map(withPairs) as T;
  if (typeof document !== "object" || document === null) return document;
  const { prefixItems, ...rest } = Object.fromEntries(
    Object.entries(document).map(([name, value]) => [name, withPairs(value)]),
  ) as Schema;
  if (!Array.isArray(prefixItems)) return rest as T;
  const [first, ...others] = prefixItems;
  const isAlike = others.every((other) => JSON.stringify(other) === JSON.stringify(first));
  const places = isAlike ? { items: first } : { prefixItems };
  return { ...rest, ...places, minItems: prefixItems.length, maxItems: prefixItems.length } as T;
}
