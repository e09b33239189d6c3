/** What a deployment costs and may be, as Cloudflare says: the one place for pages, cards and documents. Dollars, a month, the paid plan. */

/** Read on that day, at these addresses. */
export const PRICES_READ = {
  date: "2026-11-29",
  sources: {
    workers: "https://developers.cloudflare.com/workers/platform/pricing/",
    r2: "https://developers.cloudflare.com/r2/pricing/",
    d1: "https://developers.cloudflare.com/d1/platform/pricing/",
    workflows: "https://developers.cloudflare.com/workflows/reference/pricing/",
    analytics: "https://developers.cloudflare.com/analytics/analytics-engine/pricing/",
    limits: "https://developers.cloudflare.com/workers/platform/limits/",
  },
} as const;

export const PRICES = {
  subscription: 5,
  /** A million, beyond what the subscription includes. */
  requests: { perMillion: 0.3, included: 10e6 },
  /** Milliseconds. Workflows pay by the same. */
  cpuMs: { perMillion: 0.02, included: 30e6 },
  r2Reads: { perMillion: 0.36, included: 10e6 },
  r2Writes: { perMillion: 4.5, included: 1e6 },
  r2GigabyteMonth: { each: 0.015, included: 10 },
  d1RowsRead: { perMillion: 0.001, included: 25e9 },
  d1RowsWritten: { perMillion: 1, included: 50e6 },
  d1GigabyteMonth: { each: 0.75, included: 5 },
  workflowGigabyteMonth: { each: 0.2, included: 1 },
  /** Not billed yet on that day. */
  analyticsPoints: { perMillion: 0.25, included: 10e6 },
} as const;

export const PLATFORM_LIMITS = {
  /** Of all modules, unpacked, on both plans. Until 2026 it was 3 MB (free) or 10 MB (paid), gzipped. */
  scriptBytes: 64 * 2 ** 20,
  memoryBytes: 128 * 1e6,
  cpuMs: { free: 10, paid: 300_000 },
} as const;

export interface RequestCost {
  /** CPU time of a request. */
  cpuMs: number;
  /** Objects read: near 0 while an isolate is busy, at most 1 (the manifest, once in two seconds) and 5 more where a model is loaded. */
  r2Reads?: number;
  /** 1 for a request with a key. */
  d1RowsRead?: number;
  /** 1 where Analytics Engine is bound. */
  analyticsPoints?: number;
}

/** Dollars for a million requests beyond what is included: `requests + cpuMs · c + r2Reads · r + d1RowsRead · d + analyticsPoints · a`. */
export function costPerMillion({ cpuMs, r2Reads = 0, d1RowsRead = 0, analyticsPoints = 0 }: RequestCost): number {
  return (
    PRICES.requests.perMillion +
    PRICES.cpuMs.perMillion * cpuMs +
    PRICES.r2Reads.perMillion * r2Reads +
    PRICES.d1RowsRead.perMillion * d1RowsRead +
    PRICES.analyticsPoints.perMillion * analyticsPoints
  );
}

/** Dollars for a month of so many requests, what is included taken off each kind. Storage is not part of it. */
export function costPerMonth(requests: number, each: RequestCost): number {
  const beyond = (amount: number, { perMillion, included }: { perMillion: number; included: number }) =>
    (Math.max(0, amount - included) / 1e6) * perMillion;
  return (
    PRICES.subscription +
    beyond(requests, PRICES.requests) +
    beyond(requests * each.cpuMs, PRICES.cpuMs) +
    beyond(requests * (each.r2Reads ?? 0), PRICES.r2Reads) +
    beyond(requests * (each.d1RowsRead ?? 0), PRICES.d1RowsRead) +
    beyond(requests * (each.analyticsPoints ?? 0), PRICES.analyticsPoints)
  );
}

/**
 * CPU milliseconds of one text on the engine in workerd, as bench/serving/rivals.json has them (two cores of an AMD EPYC; HTTP, JSON and the
 * tokenizer are not in it). Cloudflare's machines are others.
 */
export const MEASURED_CPU_MS = [
  { model: "sst2-teacher", tokens: 32, cpuMs: 5.5 },
  { model: "sst2-teacher", tokens: 128, cpuMs: 19.6 },
  { model: "sst2-kronecker-19x", tokens: 32, cpuMs: 1.511 },
  { model: "sst2-kronecker-19x", tokens: 128, cpuMs: 7.795 },
  { model: "sst2-xtremedistil-soft", tokens: 32, cpuMs: 1 },
  { model: "sst2-xtremedistil-soft", tokens: 128, cpuMs: 3.867 },
] as const;
