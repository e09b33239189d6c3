import { expect, test } from "vitest";
import { ask, expectJson } from "../test/api.ts";

test.each([
  ["DELETE", "/models/tiny-teacher", "POST, OPTIONS"],
  ["GET", "/v1/compare", "POST, OPTIONS"],
  ["POST", "/v1/suites/own/films", "GET, HEAD, PUT, DELETE, OPTIONS"],
  ["PATCH", "/v1/runs/run-one", "GET, HEAD, DELETE, OPTIONS"],
  ["PUT", "/v1/models/nope", "GET, HEAD, OPTIONS"],
  ["POST", "/openapi.json", "GET, HEAD, OPTIONS"],
  ["DELETE", "/", "GET, HEAD, OPTIONS"],
])("%s %s is 405, and says what is taken, without a key", async (method, path, allow) => {
  const answer = await ask(path, { method, key: null });
  expect(answer.headers.get("allow")).toBe(allow);
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
  expect(answer.headers.get("x-request-id")).not.toBeNull();
  expect(await expectJson(405, answer)).toEqual({
    type: "method-not-allowed",
    title: "Method not allowed",
    status: 405,
    detail: `${path} takes ${allow}, not ${method}.`,
  });
});

test("HEAD of what is only posted to is 405 without a body", async () => {
  const answer = await ask("/v1/compare", { method: "HEAD", key: null });
  expect([answer.status, answer.headers.get("allow"), await answer.text()]).toEqual([405, "POST, OPTIONS", ""]);
});

test.each(["GET", "POST", "DELETE"])(
  "%s of an unknown path is 404, and so is what a known one lacks",
  async (method) => {
    const answer = await ask("/v1/nowhere", { method });
    expect(answer.headers.get("allow")).toBeNull();
    await expectJson(404, answer);
    await expectJson(404, ask("/v1/runs/nope", { method: method === "POST" ? "GET" : method }));
  },
);
