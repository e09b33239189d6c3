/** Latency as a client sees it. */
import { Runtime, type Task } from "../../r2-assets/format/names.ts";
import type { ApiClient } from "../http/client.ts";
import { percentile } from "./percentile.ts";
import { inputOfTokens } from "./texts.ts";

export interface Load {
  model: string;
  /** What shall answer; the server's choice unless given. */
  runtime?: Runtime | undefined;
  task: Task;
  /** Tokens of each text, special ones included. */
  tokens: number;
  /** Texts a request. */
  batch: number;
  /** Requests that are measured, after the warm-up. */
  requests: number;
  warmUp: number;
}

export interface Latency {
  /** Milliseconds from sending a request to having its whole answer. */
  p50: number;
  p95: number;
  p99: number;
  n: number;
  /** What answered. */
  runtime: Runtime;
  /** Texts answered a second, by one client that sends its next request when it has the answer. */
  textsPerSecond: number;
}

/** Sends one request after the other (closed loop, one client). `onRequest` hears of each, the warm-up included. */
export async function measureLatency(api: ApiClient, load: Load, onRequest: () => void): Promise<Latency> {
  const { task, tokens, batch, requests, warmUp } = load;
  const times: number[] = [];
  let answered: Runtime | undefined;
  for (let i = 0; i < warmUp + requests; i++) {
    const inputs = Array.from({ length: batch }, (_, k) => inputOfTokens(task, tokens, i * batch + k));
    const { ms, runtime } = await timeRequest(api, load, inputs);
    answered = runtime;
    if (i >= warmUp) times.push(ms);
    onRequest();
  }
  const seconds = times.reduce((sum, ms) => sum + ms, 0) / 1000;
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((p) => round(percentile(times, p))) as [number, number, number];
  return { p50, p95, p99, n: requests, runtime: answered!, textsPerSecond: round((requests * batch) / seconds) };
}

/** Milliseconds of one request of such inputs as the model's task takes, and what answered it. */
export async function timeRequest(
  api: ApiClient,
  { model, runtime }: Pick<Load, "model" | "runtime">,
  inputs: readonly unknown[],
): Promise<{ ms: number; runtime: Runtime }> {
  const started = performance.now();
  const response = await api.send("POST", `/models/${model}${runtime ? `?runtime=${runtime}` : ""}`, {
    json: { inputs },
  });
  const { headers } = response;
  await response.arrayBuffer();
  return { ms: round(performance.now() - started), runtime: Runtime.parse(headers.get("x-retort-runtime")) };
}

/** To the microsecond that the clock is good for. */
const round = (value: number) => Math.round(value * 1000) / 1000;
