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
  runtime: "engine",
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

test("the list has the newest first, of all models or of one, as JSON or CSV", async () => {
  const first = await expectJson(201, ask("/v1/measurements", { body: measurement() }));
  const second = await expectJson(201, ask("/v1/measurements", { body: measurement({ tokens: 64, cold_start: 400 }) }));
  const list = async (query: string) =>
    (await expectJson(200, ask(`/v1/measurements${query}`, { key: null }))).measurements;
  expect(await list("")).toEqual([second, first]);
  expect(await list(`?model=tiny-teacher@${version}&limit=1`)).toEqual([second]);
  expect(await list("?model=tiny-student")).toEqual([]);
  await expectJson(422, ask("/v1/measurements?limit=0"));
  const csv = await (await ask("/v1/measurements", { headers: { accept: "text/csv" } })).text();
  expect(csv.split("\r\n")[1]).toBe(
    `tiny-teacher,${version},${second.measured_at},engine,"closed loop, 1 client",a test,64,1,200,2,3.5,4,400,admin,true,${second.id}`,
  );
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

test("says whose word it is; an admin's stands before others', and few requests stand for nothing", async () => {
  const { key } = await expectJson(201, ask("/v1/keys", { body: { name: "bench", scopes: ["evaluate"] } }));
  const store = measurementStore(env.DB);
  const posted = (changes: object, by?: string) =>
    expectJson(201, ask("/v1/measurements", { body: measurement(changes), ...(by && { key: by }) }));
  expect(await posted({ n: 19 })).toMatchObject({ posted_by: "admin", by_admin: true });
  expect(await store.latest("tiny-teacher", version)).toBeNull();
  const other = await posted({ p50: 1 }, key);
  expect(other).toMatchObject({ posted_by: "bench", by_admin: false });
  expect(await store.latest("tiny-teacher", version)).toEqual(other);
  const own = await posted({ p50: 2 });
  await posted({ p50: 1 }, key);
  expect(await store.latest("tiny-teacher", version)).toEqual(own);
});

test("what no machine can have done is refused, with what it takes at least", async () => {
  const refused = await expectJson(422, ask("/v1/measurements", { body: measurement({ p50: 0.01 }) }));
  expect(refused).toMatchObject({ type: "measurement-implausible", detail: expect.stringContaining("0.050 ms") });
});

test("can be deleted by an admin", async () => {
  const { id } = await expectJson(201, ask("/v1/measurements", { body: measurement() }));
  const { key } = await expectJson(201, ask("/v1/keys", { body: { name: "bench", scopes: ["evaluate"] } }));
  await expectJson(403, ask(`/v1/measurements/${id}`, { method: "DELETE", key }));
  expect((await ask(`/v1/measurements/${id}`, { method: "DELETE" })).status).toBe(204);
  expect((await expectJson(404, ask(`/v1/measurements/${id}`, { method: "DELETE" }))).type).toBe("measurement-missing");
  expect((await expectJson(200, ask("/v1/measurements"))).measurements).toEqual([]);
});

test("needs the scope evaluate", async () => {
  await expectJson(401, ask("/v1/measurements", { body: measurement(), key: null }));
});
