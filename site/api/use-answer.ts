/** What the server says to a GET, as a component follows it. */
import { askJson } from "./client.ts";
import { type Loaded, useLoaded } from "./use-loaded.ts";

export type { Answered } from "./use-loaded.ts";

const get = (path: string, signal: AbortSignal) => askJson<unknown>(path, { signal });

/** Asks again as `useLoaded` loads; what came before stays as `last` while it waits, also when the path changes. Null asks nothing. */
export const useAnswer = <Value>(path: string | null): Loaded<Value> => useLoaded(path, get, true) as Loaded<Value>;
