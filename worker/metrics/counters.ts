/** What this isolate has counted since it began. Plain numbers: nothing here waits for anything. */
import type { Family } from "./exposition.ts";

type Labels = Readonly<Record<string, string>>;

/** So many combinations of labels are told apart at most: versions come and go, and an isolate may live for days. */
const MOST_SERIES = 1_000;

class Counter {
  readonly #series = new Map<string, { labels: Labels; value: number }>();
  readonly #name: string;
  readonly #help: string;

  constructor(name: string, help: string) {
    this.#name = name;
    this.#help = help;
  }

  add(labels: Labels, amount = 1): void {
    const key = JSON.stringify(labels);
    const series = this.#series.get(key);
    if (series !== undefined) series.value += amount;
    else if (this.#series.size < MOST_SERIES) this.#series.set(key, { labels, value: amount });
  }

  family(): Family {
    return { name: this.#name, help: this.#help, type: "counter", samples: [...this.#series.values()] };
  }
}

const requests = new Counter("retort_requests_total", "Requests answered by this isolate.");
const seconds = new Counter(
  "retort_request_seconds_total",
  "Time from a request to its answer. A deployed clock stands still while the Worker computes.",
);
const modelRequests = new Counter("retort_model_requests_total", "Requests that models of this isolate were asked in.");
const tokens = new Counter("retort_tokens_total", "Tokens that models of this isolate have read, without padding.");

export interface Counted {
  /** The pattern, as `/models/:id`: never the path, of which there are endlessly many. */
  route: string;
  method: string;
  status: number;
  ms: number;
  /** `id@version` of what answered, one or several. */
  models: readonly string[];
  runtime: string;
}

export function countRequest({ route, method, status, ms, models, runtime }: Counted): void {
  requests.add({ route, method, status: String(status) });
  seconds.add({ route, method }, ms / 1000);
  for (const model of models) modelRequests.add({ model, runtime, status: String(status) });
}

const used = new Set<string>();

export function countTokens(model: string, runtime: string, amount: number): void {
  used.add(runtime);
  tokens.add({ model, runtime }, amount);
}

/** Whether a request has run anything on it. */
export const hasRun = (runtime: string): boolean => used.has(runtime);

/** A request whose client has gone may never end here (it is dropped where it waits), so each is believed for so long. */
const IN_FLIGHT_MS = 120_000;

const begun = new Set<{ at: number }>();

/** Notes that a request has begun; returns what notes its end. */
export function beginRequest(now = Date.now()): () => void {
  forget(now);
  const entry = { at: now };
  begun.add(entry);
  return () => void begun.delete(entry);
}

export function inFlight(now = Date.now()): number {
  forget(now);
  return begun.size;
}

/** The oldest stand first. */
function forget(now: number): void {
  for (const entry of begun) {
    if (now - entry.at <= IN_FLIGHT_MS) return;
    begun.delete(entry);
  }
}

export const counterFamilies = (): Family[] => [requests, seconds, modelRequests, tokens].map((c) => c.family());
