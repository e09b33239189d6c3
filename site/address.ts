/** The view's state in the address, so that every view can be linked to, kept and gone back to. */

import { useCallback, useMemo } from "preact/hooks";
import { useLocation } from "preact-iso/router";

export type Change = Record<string, string | readonly string[] | null | undefined>;

/** The query of an address with some names changed; null or an empty list leaves a name out. */
export function changed(search: string, change: Change): string {
  const query = new URLSearchParams(search);
  for (const [name, value] of Object.entries(change)) {
    query.delete(name);
    for (const each of typeof value === "string" ? [value] : (value ?? [])) query.append(name, each);
  }
  // Names of suites have slashes, weights commas and colons; none needs to be escaped in a query (RFC 3986, 3.4).
  const text = query.toString().replaceAll("%2F", "/").replaceAll("%2C", ",").replaceAll("%3A", ":");
  return text === "" ? "" : `?${text}`;
}

/** The query of this view, and how to change it: `push` makes an entry that Back returns from. */
export function useQuery(): { query: URLSearchParams; change: (change: Change, push?: boolean) => void } {
  const { url, path, route } = useLocation();
  const search = url.includes("?") ? url.slice(url.indexOf("?")) : "";
  const query = useMemo(() => new URLSearchParams(search), [search]);
  const change = useCallback(
    (wanted: Change, push = false) => route(`${path}${changed(search, wanted)}`, !push),
    [path, search, route],
  );
  return { query, change };
}

export const modelPath = (id: string): string => `/model/${encodeURIComponent(id)}`;

/** `a` is held against `b`: differences are a - b. */
export const comparisonPath = (a: string, b: string, suite: string): string =>
  `/comparison${changed("", { a, b, suite })}`;
