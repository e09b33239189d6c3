import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test } from "vitest";
import { predictionsKey } from "../../r2-assets/format/keys.ts";
import type { SuiteInfo } from "../../r2-assets/format/suite.ts";
import { ask, expectJson, putSuite } from "../test/api.ts";
import { publish } from "../test/artefacts.ts";
import { putRun, rowsOf } from "../test/recorded-runs.ts";

const GOLD = "nnpp";
let suite: SuiteInfo;
let version: string;
beforeEach(async () => {
  version = (await publish("teacher")).teacher;
  suite = await expectJson(201, putSuite("own/films", rowsOf(GOLD)));
  await putRun("run-one", suite, GOLD, "npxp");
});

const PREDICTIONS = "/v1/runs/run-one/predictions";
const tagOf = async (path: string, headers = {}) => {
  const answer = await ask(path, { key: null, headers });
  await answer.arrayBuffer();
  return answer.headers.get("etag")!;
};
const asked = (path: string, tag: string, headers = {}) =>
  ask(path, { key: null, headers: { "if-none-match": tag, ...headers } });

describe.each(["/v1/models/tiny-teacher", "/v1/suites/own/films", "/v1/runs/run-one", PREDICTIONS])("%s", (path) => {
  test("has a strong tag, by which a copy at hand is known", async () => {
    const tag = await tagOf(path);
    expect(tag).toMatch(/^"[0-9a-f]{32}"$/);
    expect(await tagOf(path)).toBe(tag);
    for (const copies of [tag, `W/${tag}`, `"other", ${tag}`, "*"]) {
      const answer = await asked(path, copies);
      expect([answer.status, await answer.text()]).toEqual([304, ""]);
      expect(answer.headers.get("etag")).toBe(tag);
      expect(answer.headers.get("cache-control")).toBe("no-cache");
      expect(answer.headers.get("content-type")).toBeNull();
      expect(answer.headers.get("access-control-allow-origin")).toBe("*");
      expect(answer.headers.get("x-request-id")).not.toBeNull();
    }
    for (const copies of ['"other"', tag.replaceAll('"', ""), `${tag.slice(0, -2)}"`]) {
      const answer = await asked(path, copies);
      expect(answer.status).toBe(200);
      await answer.arrayBuffer();
    }
  });

  test("HEAD tells it, too", async () => {
    const answer = await ask(path, { key: null, method: "HEAD" });
    expect([answer.status, answer.headers.get("etag")]).toEqual([200, await tagOf(path)]);
  });
});

test("a card by its version never has to be asked for again; an unknown one bears no tag", async () => {
  const id = "tiny-teacher";
  const answer = await ask(`/v1/models/${id}@${version}`, { key: null });
  expect(answer.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
  expect((await asked(`/v1/models/${id}@${version}`, answer.headers.get("etag")!)).status).toBe(304);
  const unknown = await asked(`/v1/models/${id}@${"0".repeat(12)}`, "*");
  expect([unknown.status, unknown.headers.get("etag"), unknown.headers.get("cache-control")]).toEqual([
    404,
    null,
    null,
  ]);
});

test.each(["/v1/suites/own/films", "/v1/runs/run-one", PREDICTIONS])("%s as CSV is another answer", async (path) => {
  const tag = await tagOf(path);
  const accept = { accept: "text/csv" };
  const answer = await asked(path, tag, accept);
  expect(answer.status).toBe(200);
  expect(await answer.text()).toMatch(/\r\n$/);
  expect(answer.headers.get("vary")).toMatch(/accept/i);
  const again = await asked(path, answer.headers.get("etag")!, accept);
  expect([again.status, again.headers.get("vary")]).toEqual([304, expect.stringMatching(/accept/i)]);
});

test("a suite's tag changes with its rows", async () => {
  const tag = await tagOf("/v1/suites/own/films");
  await expectJson(200, putSuite("own/films", rowsOf("nnpn")));
  expect((await asked("/v1/suites/own/films", tag)).status).toBe(200);
});

test("a copy that shows gold is of no use once the suite is scored-only", async () => {
  const tag = await tagOf(PREDICTIONS);
  await expectJson(200, putSuite("own/films?visibility=scored-only", rowsOf(GOLD)));
  const answer = await asked(PREDICTIONS, tag);
  expect(answer.status).toBe(200);
  expect(await answer.text()).not.toContain("gold");
});

test("what is gone is gone for those who have a copy, too", async () => {
  const tags = [await tagOf("/v1/runs/run-one"), await tagOf(PREDICTIONS)];
  await env.BUCKET.delete(predictionsKey("run-one"));
  expect((await asked(PREDICTIONS, tags[1]!)).status).toBe(404);
  expect((await ask("/v1/runs/run-one", { method: "DELETE" })).status).toBe(204);
  expect((await asked("/v1/runs/run-one", tags[0]!)).status).toBe(404);
});
