import type { Counted } from "./counters.ts";

/** What a request's log line has beside what is counted. */
export interface Logged extends Counted {
  /** As `x-request-id` says it. */
  id: string;
  tokens: number | undefined;
  /** The id of the API key, where it was looked up and is good. */
  key: string | undefined;
}

/**
 * One line of JSON a request, for those who run the server. It has names that we gave, numbers, the request's id and no more of what was
 * sent: no path or query, no text, no key. `ms` is what the clock says, which stands still in a deployed Worker while it computes.
 */
export const logLine = ({ id, method, route, status, ms, models, runtime, tokens, key }: Logged): string =>
  JSON.stringify({
    log: "request",
    id,
    method,
    route,
    status,
    ms,
    ...(models.length > 0 && { model: models.join(", "), runtime }),
    ...(tokens !== undefined && { tokens }),
    ...(key !== undefined && { key }),
  });
