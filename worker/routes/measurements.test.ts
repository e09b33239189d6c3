import { env } from "cloudflare:workers";
import { beforeEach, expect, test } from "vitest";
import { measurementStore } from "../storage/measurement-store.ts";
import { ask, expectJson } from "../test/api.ts";
import { publish } from "../test/artefacts.ts";

let version: string;
beforeEach(async () => {
  version = (await publish("teacher")).teacher;
});

const measurement = (changes: object = {}) => ({
  model: "tiny-teacher",
  version,
  method: "closed loop, 1 client",
  machine: "a test",
  tokens: 16,
  batch: 1,
  p50: 2,
  p95: 3.5,
  p99: 4,
  n: 200,
  ...changes,
});

test("the newest one of a single text a request is the one that counts", async () => {
  const store = measurementStore(env.DB);
  expect(await store.latest("tiny-teacher", version)).toBeNull();
  await expectJson(201, ask("/v1/measurements", { body: measurement({ p95: 3 }) }));
  const stored = await expectJson(201, ask("/v1/measurements", { body: measurement({ cold_start: 400 }) }));
  await expectJson(201, ask("/v1/measurements", { body: measurement({ batch: 8 }) }));
  expect(stored).toMatchObject(measurement({ cold_start: 400 }));
  expect(await store.latest("tiny-teacher", version)).toEqual(stored);
});

test.each([
  ["percentiles out of order", { p50: 9 }, 422],
  ["a negative time", { p50: -1 }, 422],
  ["no requests", { n: 0 }, 422],
  ["a version that is none", { version: "x" }, 422],
  ["an unknown version", { version: "0123456789ab" }, 404],
  ["an unknown model", { model: "nobody" }, 404],
])("refuses %s", async (_, changes, status) => {
  await expectJson(status, ask("/v1/measurements", { body: measurement(changes) }));
});

test("needs the scope evaluate", async () => {
  await expectJson(401, ask("/v1/measurements", { body: measurement(), key: null }));
});
