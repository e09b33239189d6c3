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

test("records come as CSV, too: a row a run, three columns a metric", async () => {
  await putRun("run-two", suite, GOLD, "nnpp", { created_at: "2026-11-20T11:00:00Z", limit: 3 });
  const headers = { accept: "text/csv" };
  const answer = await ask("/v1/runs?limit=1", { headers });
  expect(answer.headers.get("content-type")).toContain("text/csv");
  expect(answer.headers.get("link")).toMatch(/^<\/v1\/runs\?limit=1&cursor=[^>]+>; rel="next"$/);
  const table = (text: string) => {
    const [header, ...lines] = text.trimEnd().split("\r\n");
    const names = header!.split(",");
    return lines.map((line) => Object.fromEntries(line.split(",").map((cell, i) => [names[i], cell])));
  };
  expect(table(await answer.text())).toMatchObject([
    { id: "run-two", suite: "own/films", rows: "4", limit: "3", primary: "accuracy", accuracy: "1", f1: "" },
  ]);
  const one = table(await (await ask("/v1/runs/run-one", { headers })).text());
  expect(one).toMatchObject([{ id: "run-one", accuracy: "0.5", accuracy_low: `${run.metrics.accuracy!.ci95![0]}` }]);
});

test("a deleted run is gone with its objects, its comparisons and its evaluation", async () => {
  await putRun("run-two", suite, GOLD, "nnpp", { model: "tiny-student" });
  const compared = "/v1/comparisons?run_a=run-one&run_b=run-two";
  await expectJson(200, ask(compared));
  const { key } = await expectJson(201, ask("/v1/keys", { body: { name: "e", scopes: ["evaluate", "write"] } }));
  await expectJson(401, ask("/v1/runs/run-one", { method: "DELETE", key: null }));
  await expectJson(403, ask("/v1/runs/run-one", { method: "DELETE", key }));
  expect((await ask("/v1/runs/run-one", { method: "DELETE" })).status).toBe(204);
  await expectJson(404, ask("/v1/runs/run-one"));
  await expectJson(404, ask("/v1/runs/run-one/predictions"));
  await expectJson(404, ask(compared));
  await expectJson(404, ask("/v1/runs/run-one", { method: "DELETE" }));
  expect((await env.BUCKET.list({ prefix: "runs/run-one/" })).objects).toEqual([]);
  expect(await env.DB.prepare("SELECT COUNT(*) FROM analyses").first("COUNT(*)")).toBe(0);
  await expectJson(200, ask("/v1/runs/run-two"));
});

test("predictions on rows of another kind than the suite has now can't be shown", async () => {
  const numbers = rowsOf(GOLD).map((row, i) => ({ ...row, label: i }));
  await expectJson(200, putSuite("own/films?task=text-regression", numbers));
  expect((await expectJson(404, ask("/v1/runs/run-one/predictions"))).type).toBe("predictions-missing");
  expect(await expectJson(200, ask("/v1/runs/run-one"))).toEqual(run);
});

test("refuses unknown runs, predictions that are not here, and pages that make no sense", async () => {
  await expectJson(404, ask("/v1/runs/run-none"));
  await expectJson(404, ask("/v1/runs/run-none/predictions"));
  await env.BUCKET.delete(predictionsKey("run-one"));
  expect((await expectJson(404, ask("/v1/runs/run-one/predictions"))).type).toBe("predictions-missing");
  const refused = async (query: string) => (await expectJson(422, ask(`/v1/runs?${query}`))).detail;
  expect(await refused("limit=0")).toBe("limit: must be at least 1");
  expect(await refused("limit=101")).toBe("limit: must be at most 100");
  expect(await refused("limit=x")).toBe("limit: expected a number");
  await refused("cursor=x");
});
