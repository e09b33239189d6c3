import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { keyStore } from "../storage/key-store.ts";
import { ADMIN_KEY, type Asked, ask, expectJson } from "../test/api.ts";
import { publish } from "../test/artefacts.ts";

const askClosed = (path: string, asked: Asked = {}) =>
  ask(path, { key: null, env: { RETORT_CLOSED_READS: "true" }, ...asked });

const QUESTION = { body: { inputs: "a warm film" } };

test.each([
  ["/v1/models", {}],
  ["/v1/suites", {}],
  ["/v1/runs", {}],
  ["/v1/evals", {}],
  ["/v1/leaderboard?suite=retort/reviews", {}],
  ["/models/tiny-teacher", QUESTION],
  ["/v1/compare", { body: { models: ["tiny-teacher"], inputs: "warm" } }],
  ["/v1/experiments", {}],
  ["/v1/experiments/none/infer", { body: { inputs: "warm", unit: "a" } }],
  ["/v2", {}],
  ["/v2/models/tiny-teacher", {}],
  ["/v2/repository/index", { method: "POST" }],
  ["/v2/models/tiny-teacher/infer", { body: { inputs: [] } }],
  ["/metrics", {}],
  ["/v1/nowhere", {}],
  ["/v1/models", { method: "DELETE" }],
  ["/v1/models", { method: "HEAD" }],
  ["/docs/../v1/models", {}],
  ["//docs", {}],
] satisfies [string, Asked][])("closed: %s needs a key", async (path, asked) => {
  const answer = await askClosed(path, asked);
  expect([answer.status, answer.headers.get("www-authenticate")]).toEqual([401, 'Bearer realm="retort"']);
  expect((await askClosed(path, { ...asked, key: "retort_0000" })).status).toBe(401);
  expect((await askClosed(path, { ...asked, key: ADMIN_KEY })).status).not.toBe(401);
});

test.each(["/", "/docs", "/docs/", "/openapi.json", "/v2/health/live", "/models/tiny-teacher/health"])(
  "closed: %s stays open",
  async (path) => {
    await publish("teacher");
    expect((await askClosed(path)).status).toBe(200);
  },
);

test("closed: readiness is told to anybody", async () => {
  // Which of the two depends on what models the tests before have left warm.
  expect([200, 503]).toContain((await askClosed("/v2/health/ready")).status);
});

test("closed: views are open, and name no model", async () => {
  await publish("teacher");
  for (const path of ["/", "/leaderboard", "/model/tiny-teacher"]) {
    const page = await askClosed(path);
    expect(page.status).toBe(200);
    expect(await page.text()).not.toContain("tiny-teacher");
  }
});

test("closed: a key of any scope reads and asks, until it expires", async () => {
  await publish("teacher");
  const { key, id } = await keyStore(env.DB).create("reader", ["read"]);
  const { models } = await expectJson(200, askClosed("/v1/models", { key }));
  expect(models).toMatchObject([{ id: "tiny-teacher" }]);
  await expectJson(200, askClosed("/models/tiny-teacher", { ...QUESTION, key }));
  await expectJson(403, askClosed("/v1/keys", { key }));
  await env.DB.prepare("UPDATE api_keys SET expires_at = ? WHERE id = ?").bind("2026-11-20T10:00:00.000Z", id).run();
  const { detail } = await expectJson(401, askClosed("/models/tiny-teacher", { ...QUESTION, key }));
  expect(detail).toBe("The API key expired at 2026-11-20T10:00:00.000Z.");
});

test("closed: what never changes is kept by those who may have it, and by no cache that others share", async () => {
  const { teacher } = await publish("teacher");
  const keptBy = async (asked: Asked) =>
    (await ask(`/v1/models/tiny-teacher@${teacher}`, asked)).headers.get("cache-control");
  expect(await keptBy({})).toBe("public, max-age=31536000, immutable");
  expect(await keptBy({ env: { RETORT_CLOSED_READS: "true" } })).toBe("private, max-age=31536000, immutable");
});

test("closed: under /v2 the refusal is that protocol's", async () => {
  expect(await expectJson(401, askClosed("/v2/models/tiny-teacher"))).toEqual({
    error: "This needs an API key: send authorization: Bearer <key>.",
  });
});

test("closed: a preflight needs no key, which it could not bring", async () => {
  const headers = { origin: "https://a.example", "access-control-request-method": "POST" };
  const answer = await askClosed("/models/tiny-teacher", { method: "OPTIONS", headers });
  expect([answer.status, answer.headers.get("access-control-allow-origin")]).toEqual([204, "*"]);
});

test.each([
  ["true", 401],
  ["1", 401],
  ["yes", 401],
  ["FALSE", 200],
  ["", 200],
])("a value of %j", async (RETORT_CLOSED_READS, status) => {
  expect((await ask("/v1/models", { key: null, env: { RETORT_CLOSED_READS } })).status).toBe(status);
});
