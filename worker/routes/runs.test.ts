import { env } from "cloudflare:workers";
import { beforeEach, expect, test } from "vitest";
import { predictionsKey } from "../../r2-assets/format/keys.ts";
import type { RunRecord } from "../../r2-assets/format/run.ts";
import type { SuiteInfo } from "../../r2-assets/format/suite.ts";
import { ask, expectJson, putSuite } from "../test/api.ts";
import { putRun, rowsOf } from "../test/recorded-runs.ts";

const GOLD = "nnpp";
let suite: SuiteInfo;
let run: RunRecord;
beforeEach(async () => {
  suite = await expectJson(201, putSuite("own/films", rowsOf(GOLD)));
  run = await putRun("run-one", suite, GOLD, "npxp");
});

const CSV =
  "id,prediction,gold,correct,score:negative,score:positive,error\r\n" +
  "row-0,negative,negative,true,0.75,0.25,\r\n" +
  "row-1,positive,negative,false,0.25,0.75,\r\n" +
  "row-2,,positive,false,,,the text is blank\r\n" +
  "row-3,positive,positive,true,0.25,0.75,\r\n";

test("a record is shown to all, without a key", async () => {
  expect(await expectJson(200, ask("/v1/runs/run-one", { key: null }))).toEqual(run);
});

test("the list pages with a cursor and filters by suite and model, of any version or of one", async () => {
  await putRun("run-two", suite, GOLD, "nnpp", { created_at: "2026-11-20T11:00:00Z", version: "1".repeat(12) });
  const ids = async (query: string) => {
    const { runs, next } = await expectJson(200, ask(`/v1/runs${query}`, { key: null }));
    return { ids: runs.map((r: RunRecord) => r.id), next };
  };
  const first = await ids("?limit=1");
  expect(first.ids).toEqual(["run-two"]);
  expect(await ids(`?limit=1&cursor=${encodeURIComponent(first.next)}`)).toEqual({ ids: ["run-one"], next: undefined });
  expect((await ids("?model=tiny-teacher&suite=own/films")).ids).toEqual(["run-two", "run-one"]);
  expect((await ids(`?model=tiny-teacher@${"0".repeat(12)}`)).ids).toEqual(["run-one"]);
  expect((await ids("?suite=no/such")).ids).toEqual([]);
});

test("predictions come as NDJSON, as stored", async () => {
  const answer = await ask("/v1/runs/run-one/predictions", { key: null });
  expect(answer.headers.get("content-type")).toBe("application/x-ndjson");
  expect(await answer.text()).toBe(await (await env.BUCKET.get(predictionsKey("run-one")))!.text());
});

test("predictions come as CSV when that is what is accepted", async () => {
  const answer = await ask("/v1/runs/run-one/predictions", { headers: { accept: "text/csv" } });
  expect(answer.headers.get("content-type")).toContain("text/csv");
  expect(await answer.text()).toBe(CSV);
});

test("of a scored-only suite neither gold nor what tells it is shown", async () => {
  await expectJson(200, putSuite("own/films?visibility=scored-only", rowsOf(GOLD)));
  const lines = (await (await ask("/v1/runs/run-one/predictions")).text()).trim().split("\n");
  expect(lines.map((line) => Object.keys(JSON.parse(line)))).toEqual([
    ["id", "prediction", "scores"],
    ["id", "prediction", "scores"],
    ["id", "prediction", "scores", "error"],
    ["id", "prediction", "scores"],
  ]);
  const csv = await (await ask("/v1/runs/run-one/predictions", { headers: { accept: "text/csv" } })).text();
  expect(csv.split("\r\n")[1]).toBe("row-0,negative,,,0.75,0.25,");
});

test("refuses unknown runs, predictions that are not here, and pages that make no sense", async () => {
  await expectJson(404, ask("/v1/runs/run-none"));
  await expectJson(404, ask("/v1/runs/run-none/predictions"));
  await env.BUCKET.delete(predictionsKey("run-one"));
  expect((await expectJson(404, ask("/v1/runs/run-one/predictions"))).type).toBe("predictions-missing");
  for (const query of ["limit=0", "limit=101", "limit=x", "cursor=x"]) await expectJson(422, ask(`/v1/runs?${query}`));
});
