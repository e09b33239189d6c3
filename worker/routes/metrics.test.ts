import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { createApp } from "../app.ts";
import { ADMIN_KEY, ask, expectJson } from "../test/api.ts";
import { publish } from "../test/artefacts.ts";

/** Samples by what stands before their value. */
async function samples(): Promise<Record<string, number>> {
  const response = await ask("/metrics");
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toBe("text/plain; version=0.0.4; charset=utf-8");
  const lines = (await response.text()).split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  return Object.fromEntries(lines.map((line) => [line.replace(/ \S+$/, ""), Number(/ (\S+)$/.exec(line)![1])]));
}

test("requests are counted by route, method and status, models by their tokens", async () => {
  const { teacher } = await publish("teacher");
  const before = await samples();
  await ask("/models/tiny-teacher", { body: { inputs: ["a warm film", "dull"] }, key: null });
  await ask("/models/nobody", { body: { inputs: "a" }, key: null });
  await ask("/there/is/nothing", { key: null });
  const after = await samples();
  const more = (name: string) => after[name]! - (before[name] ?? 0);
  const model = `model="tiny-teacher@${teacher}",runtime="engine"`;
  expect(more('retort_requests_total{route="/models/:id",method="POST",status="200"}')).toBe(1);
  expect(more('retort_requests_total{route="/models/:id",method="POST",status="404"}')).toBe(1);
  expect(more('retort_requests_total{route="none",method="GET",status="404"}')).toBe(1);
  expect(more('retort_requests_total{route="/metrics",method="GET",status="200"}')).toBe(1);
  expect(more(`retort_model_requests_total{${model},status="200"}`)).toBe(1);
  expect(more(`retort_tokens_total{${model}}`)).toBeGreaterThanOrEqual(3 + 1 + 2 * 2);
  expect(after.retort_requests_in_flight).toBeGreaterThanOrEqual(1); // the scrape itself
  expect(after['retort_runtime_memory_bytes{runtime="engine"}']).toBeGreaterThan(0);
  expect(after['retort_warm_models{runtime="engine"}']).toBeGreaterThan(0);
  expect(after['retort_queue_length{kind="request"}']).toBe(0);
  expect(after['retort_evaluations{status="queued"}']).toBe(0);
  expect(after['retort_evaluations{status="running"}']).toBe(0);
});

test("a key with the scope metrics or admin is needed", async () => {
  expect((await ask("/metrics", { key: null })).status).toBe(401);
  for (const [scope, status] of Object.entries({ metrics: 200, admin: 200, write: 403 })) {
    const { key } = await expectJson(201, ask("/v1/keys", { body: { name: scope, scopes: [scope] } }));
    expect((await ask("/metrics", { key })).status).toBe(status);
  }
});

test("where Analytics Engine is bound every request is a data point", async () => {
  const { teacher } = await publish("teacher");
  const points: unknown[] = [];
  const ANALYTICS = { writeDataPoint: (point: unknown) => void points.push(point) } as AnalyticsEngineDataset;
  const bound = { ...env, ANALYTICS, RETORT_ADMIN_KEY: ADMIN_KEY };
  const app = createApp();
  const headers = { "content-type": "application/json" };
  const body = JSON.stringify({ inputs: "warm" });
  await app.request("/models/tiny-teacher", { method: "POST", headers, body }, bound);
  await app.request("/v1/models", {}, bound);
  expect(points).toEqual([
    {
      indexes: [`tiny-teacher@${teacher}`],
      blobs: [`tiny-teacher@${teacher}`, "engine", "200", "/models/:id", "POST"],
      doubles: [expect.any(Number), expect.any(Number)],
    },
    { indexes: ["/v1/models"], blobs: ["", "", "200", "/v1/models", "GET"], doubles: [0, expect.any(Number)] },
  ]);
  expect((points[0] as { doubles: number[] }).doubles[0]).toBeGreaterThanOrEqual(3);
});
