import { env } from "cloudflare:workers";
import { afterEach, expect, test, vi } from "vitest";
import { keyStore } from "../storage/key-store.ts";
import { type Asked, ask } from "../test/api.ts";
import { publish } from "../test/artefacts.ts";

afterEach(() => vi.restoreAllMocks());

/** What one request logs, as it stands there. */
async function linesOf(path: string, asked: Asked = {}, RETORT_LOG = "on"): Promise<string[]> {
  const log = vi.spyOn(console, "log").mockImplementation(() => {});
  await (await ask(path, { key: null, ...asked, env: { RETORT_LOG, ...asked.env } })).text();
  return log.mock.calls.map(([line]) => line as string);
}

const logged = async (path: string, asked?: Asked) => JSON.parse((await linesOf(path, asked))[0]!);

const id = expect.stringMatching(/^[0-9a-f-]{36}$/);
const ms = expect.any(Number);

test("inference tells the model, its runtime and the tokens that it read", async () => {
  const { teacher } = await publish("teacher");
  expect(await logged("/models/tiny-teacher", { body: { inputs: ["a warm film", "dull"] } })).toEqual({
    ...{ log: "request", id, method: "POST", route: "/models/:id", status: 200, ms },
    ...{ model: `tiny-teacher@${teacher}`, runtime: "engine", tokens: expect.any(Number) },
  });
});

test("a request behind a key tells the key's id, also where its scope does not do", async () => {
  const made = await keyStore(env.DB).create("reader", ["read"]);
  expect(await logged("/v1/keys", { key: made.key })).toEqual({
    ...{ log: "request", id, method: "GET", route: "/v1/keys", status: 403, ms, key: made.id },
  });
});

test("the client's own id is the line's", async () => {
  expect(await logged("/v1/models", { headers: { "x-request-id": "abc-123" } })).toMatchObject({ id: "abc-123" });
});

const SECRET = "retort_5ec2e7";

test.each([
  ["a path that is nowhere", `/v1/${SECRET}`, {}, { route: "none", status: 404 }],
  [
    "a model that is not there",
    `/models/${SECRET}`,
    { body: { inputs: SECRET } },
    { route: "/models/:id", status: 404 },
  ],
  ["a text", "/models/tiny-teacher", { body: { inputs: SECRET } }, { status: 200 }],
  ["a body that is none", "/models/tiny-teacher", { body: `{"inputs": "${SECRET}` }, { status: 415 }],
  ["a query", `/v1/models?task=${SECRET}`, {}, { status: 422 }],
  ["a key that is none", "/v1/keys", { key: SECRET }, { status: 401 }],
  ["an id with line breaks", "/v1/models", { headers: { "x-request-id": `${SECRET}"} {` } }, { id, status: 200 }],
  ["a method", "/v1/models", { method: "DELETE" }, { status: 405, method: "DELETE" }],
  ["a preflight", "/v1/models", { method: "OPTIONS" }, { status: 204 }],
] satisfies [string, string, Asked, object][])("one line, without what was sent: %s", async (_, path, asked, told) => {
  await publish("teacher");
  const lines = await linesOf(path, asked);
  expect(lines).toHaveLength(1);
  expect(lines[0]).not.toContain(SECRET);
  expect(lines[0]).not.toContain("\n");
  expect(JSON.parse(lines[0]!)).toMatchObject(told);
});

test("a request that is shed for its rate is logged, too", async () => {
  const none: RateLimit = { limit: async () => ({ success: false }) };
  const bound = { LIMIT_BY_ADDRESS: none, RETORT_RATE_LIMITS: "on" };
  expect(await logged("/v1/models", { env: bound })).toMatchObject({ status: 429 });
});

test("nothing is logged where that is off", async () => {
  expect(await linesOf("/v1/models", {}, "off")).toEqual([]);
});
