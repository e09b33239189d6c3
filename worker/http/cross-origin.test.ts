import { expect, test } from "vitest";
import { ask } from "../test/api.ts";

const ORIGIN = "https://a.example";
const LISTED = { RETORT_WRITE_ORIGINS: "https://b.example, https://a.example/" };

const allowed = ({ headers }: Response) => headers.get("access-control-allow-origin");

function preflight(method: string, path: string, asked: { origin?: string; env?: Record<string, string> } = {}) {
  const { origin = ORIGIN, env = {} } = asked;
  const headers = {
    origin,
    "access-control-request-method": method,
    "access-control-request-headers": "authorization,content-type",
  };
  return ask(path, { method: "OPTIONS", key: null, headers, env });
}

const READS = [
  ["GET", "/v1/models"],
  ["GET", "/v1/keys"],
  ["GET", "/v1/runs/none/predictions"],
  ["HEAD", "/v1/suites"],
  ["POST", "/models/tiny-teacher"],
  ["POST", "/v1/compare"],
  ["POST", "/v2/models/tiny-teacher/infer"],
  ["POST", "/v2/repository/index"],
  ["POST", "/v1/experiments/none/infer"],
] as const;

const WRITES = [
  ["PUT", "/v1/suites/own/films"],
  ["DELETE", "/v1/suites/own/films"],
  ["DELETE", "/v1/runs/none"],
  ["POST", "/v1/keys"],
  ["DELETE", "/v1/keys/none"],
  ["POST", "/v1/evals"],
  ["DELETE", "/v1/evals/none"],
  ["POST", "/v1/submissions"],
  ["POST", "/v1/measurements"],
  ["POST", "/v1/experiments"],
  ["PATCH", "/v1/experiments/none"],
  ["POST", "/v1/experiments/none/feedback"],
  ["POST", "/v1/compare/more"],
  ["DELETE", "/models/tiny-teacher"],
] as const;

test.each(READS)("%s %s may be asked from anywhere", async (method, path) => {
  const before = await preflight(method, path);
  expect([before.status, allowed(before)]).toEqual([204, "*"]);
  expect(before.headers.get("access-control-allow-methods")).toBe("GET,HEAD,POST");
  expect(before.headers.get("access-control-allow-headers")).toBe("authorization,content-type");
  expect(before.headers.get("access-control-max-age")).toBe("7200");
  const answer = await ask(path, { method, key: null, headers: { origin: ORIGIN } });
  expect(allowed(answer)).toBe("*");
  expect(answer.headers.get("access-control-expose-headers")).toContain("x-request-id");
});

test.each(WRITES)("%s %s is for listed origins alone", async (method, path) => {
  const headers = { origin: ORIGIN };
  expect(allowed(await preflight(method, path))).toBeNull();
  expect(allowed(await ask(path, { method, key: null, headers }))).toBeNull();
  expect(allowed(await preflight(method, path, { env: LISTED, origin: "https://c.example" }))).toBeNull();
  expect(allowed(await preflight(method, path, { env: { RETORT_WRITE_ORIGINS: "*" } }))).toBeNull();

  const before = await preflight(method, path, { env: LISTED });
  expect([before.status, allowed(before)]).toEqual([204, ORIGIN]);
  expect(before.headers.get("access-control-allow-methods")).toBe("PUT,POST,PATCH,DELETE");
  expect(before.headers.get("access-control-allow-headers")).toBe("authorization,content-type");
  expect(before.headers.get("access-control-allow-credentials")).toBeNull();
  expect(before.headers.get("vary")).toMatch(/origin/i);
  const answer = await ask(path, { method, key: null, headers, env: LISTED });
  expect([allowed(answer), answer.headers.get("vary")]).toEqual([ORIGIN, expect.stringMatching(/origin/i)]);
});

test("what names no origin is answered as before", async () => {
  const answer = await ask("/v1/evals", { body: {}, env: LISTED });
  expect([answer.status, allowed(answer)]).toEqual([422, null]);
});
