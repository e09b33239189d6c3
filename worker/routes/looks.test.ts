/** Figures of sealed parts: to whom they are shown, and that every showing is counted. */
import { env } from "cloudflare:workers";
import { beforeEach, expect, test, vi } from "vitest";
import { PERTURBATION_NAMES } from "../../eval/perturbations/index.ts";
import { predictionsKey, suiteRowsKey } from "../../r2-assets/format/keys.ts";
import { answersOfAllGets } from "../../test/fixtures/all-gets.ts";
import { keyStore } from "../storage/key-store.ts";
import { lookStore } from "../storage/look-store.ts";
import { runStore } from "../storage/run-store.ts";
import { ask, expectJson, putSuite } from "../test/api.ts";
import { publish } from "../test/artefacts.ts";
import { type Answer, ROWS, submit, uploadSplit, wrongEvery } from "../test/split-suite.ts";

const SEALED = "own/films-report";
let key: string;
let ids: string[];

beforeEach(async () => {
  const { report } = await uploadSplit();
  const rows = await (await env.BUCKET.get(suiteRowsKey(SEALED, report.sha256)))!.text();
  ids = rows
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line).id);
  ({ key } = await keyStore(env.DB).create("climber", ["evaluate"]));
});

const scored = (name: string, answer: Answer = wrongEvery(5), by = key) =>
  expectJson(201, submit(SEALED, name, ids, answer, by));
const counted = async () => {
  const { figures, times, keys } = await expectJson(200, ask(`/v1/suites/${SEALED}/looks`));
  return { figures, times, keys };
};

test("a submission's answer is a look, which its record tells and keeps from caches", async () => {
  const answer = await submit(SEALED, "one", ids, wrongEvery(5), key);
  expect(answer.headers.get("x-retort-looks")).toBe(`${SEALED}; figures=1; times=1`);
  expect(answer.headers.get("cache-control")).toBe("no-store");
  const record = await expectJson(201, answer);
  expect(record).toMatchObject({ sealed: true, looks: { figures: 1, times: 1, keys: 1 } });
  expect(record.metrics.accuracy.value).toBeGreaterThan(0.5);
  expect(record).not.toHaveProperty("predictions_sha256");
});

test("figures are counted by predictions, showings each time, keys once", async () => {
  const first = await scored("one");
  expect((await scored("again")).looks).toEqual({ figures: 1, times: 2, keys: 1 });
  expect((await scored("other", wrongEvery(4))).looks).toEqual({ figures: 2, times: 3, keys: 1 });
  const { looks } = await expectJson(200, ask(`/v1/runs/${first.id}`));
  expect(looks).toEqual({ figures: 2, times: 4, keys: 2 });
  const report = await expectJson(200, ask(`/v1/suites/${SEALED}/looks`, { key: null }));
  expect(report).toMatchObject({ suite: SEALED, figures: 2, times: 4, keys: 2, before: [] });
  expect(report.askers).toMatchObject([
    { who: "climber", figures: 2, times: 3 },
    { who: "admin", key: "admin", figures: 1, times: 1 },
  ]);
  expect(report.by_model).toMatchObject([
    { model: "external/one", version: null, figures: 1, times: 2, routes: ["runs", "submissions"] },
    { model: "external/again", figures: 1, times: 1, routes: ["submissions"] },
    { model: "external/other", figures: 1, times: 1, routes: ["submissions"] },
  ]);
  const csv = await (await ask(`/v1/suites/${SEALED}/looks`, { headers: { accept: "text/csv" } })).text();
  expect(csv.split("\r\n")[0]).toBe("suite_sha256,who,key,model,version,route,figures,times,first,last");
  expect(csv.trim().split("\r\n")).toHaveLength(5);
});

test("nobody without a key is shown one, and lists have none for anybody", async () => {
  const { id } = await scored("one");
  const before = await counted();
  for (const path of [
    `/v1/runs/${id}`,
    `/v1/leaderboard?suite=${SEALED}`,
    `/v1/comparisons?run_a=${id}&run_b=${id}`,
    `/v1/robustness?model=external/one&suite=${SEALED}`,
  ]) {
    const { detail } = await expectJson(401, ask(path, { key: null }));
    expect(detail).toMatch(/^own\/films-report is sealed, and who is shown its figures is counted, by an API key/);
  }
  for (const key of [null, undefined]) {
    const { runs } = await expectJson(200, ask("/v1/runs", { key }));
    expect(runs).toMatchObject([{ id, sealed: true, metrics: {} }]);
    expect(runs[0]).not.toHaveProperty("slices");
    expect(runs[0]).not.toHaveProperty("predictions_sha256");
  }
  expect(await counted()).toEqual(before);
});

test("an evaluation's record is sealed as a submission's is", async () => {
  const { teacher } = await publish("teacher");
  const { id } = await expectJson(202, ask("/v1/evals", { body: { model: "tiny-teacher", suite: SEALED }, key }));
  await vi.waitFor(async () => expect((await expectJson(200, ask(`/v1/evals/${id}`))).status).toBe("complete"), 60_000);
  await expectJson(401, ask(`/v1/runs/${id}`, { key: null }));
  const run = await expectJson(200, ask(`/v1/runs/${id}`, { key }));
  expect(run).toMatchObject({ sealed: true, rows: ids.length, looks: { figures: 1, times: 1, keys: 1 } });
  const { by_model } = await expectJson(200, ask(`/v1/suites/${SEALED}/looks`));
  expect(by_model).toMatchObject([{ model: "tiny-teacher", version: teacher, routes: ["runs"] }]);
  const { models } = await expectJson(200, ask("/v1/models"));
  expect(models).toMatchObject([{ id: "tiny-teacher", results: [] }]);
});

test("predictions have neither gold nor a tag by which it could be guessed, and are no look", async () => {
  const { id } = await scored("one");
  const before = await counted();
  const answer = await ask(`/v1/runs/${id}/predictions`, { key: null });
  expect([answer.status, answer.headers.get("etag")]).toEqual([200, null]);
  expect(Object.keys(JSON.parse((await answer.text()).split("\n")[0]!))).toEqual(["id", "prediction", "scores"]);
  expect(await counted()).toEqual(before);
});

test("a comparison is a look at both, a leaderboard at those it lists, a refusal at none", async () => {
  const [a, b] = [await scored("one"), await scored("two", wrongEvery(3))];
  const pair = await expectJson(200, ask(`/v1/comparisons?run_a=${a.id}&run_b=${b.id}`, { key }));
  expect(pair.looks).toEqual({ figures: 2, times: 4, keys: 1 });
  const board = await expectJson(200, ask(`/v1/leaderboard?suite=${SEALED}`, { key }));
  expect(board.looks).toEqual({ [SEALED]: { figures: 2, times: 6, keys: 1 } });
  await expectJson(422, ask(`/v1/comparisons?run_a=${a.id}&run_b=${b.id}&metric=span_f1`, { key }));
  expect(await counted()).toEqual({ figures: 2, times: 6, keys: 1 });
});

test("a model that has several versions or names is looked at by what is shown of it alone", async () => {
  await scored("one");
  await scored("one", wrongEvery(4));
  await expectJson(200, ask(`/v1/leaderboard?suite=${SEALED}`, { key }));
  expect(await counted()).toEqual({ figures: 2, times: 3, keys: 1 });
  await expectJson(200, ask(`/v1/comparisons?a=external/one&b=external/one&suite=${SEALED}`, { key }));
  expect((await counted()).times).toBe(4);
});

test("a leaderboard's robustness is of runs that are seen and counted, once all ten perturbations are there", async () => {
  const { id } = await scored("one");
  const record = (await runStore(env.DB, { see: async () => {}, only() {} }).get(id))!;
  const predictions = await (await env.BUCKET.get(predictionsKey(id)))!.text();
  const board = async () => (await expectJson(200, ask(`/v1/leaderboard?suite=${SEALED}`, { key }))).rows[0];
  for (const [i, perturbation] of PERTURBATION_NAMES.entries()) {
    if (i === PERTURBATION_NAMES.length - 1) {
      expect((await board()).robustness).toBeNull();
      expect((await counted()).times).toBe(2);
    }
    await env.BUCKET.put(predictionsKey(`run-${i}`), predictions);
    await runStore(env.DB).put({ ...record, id: `run-${i}`, perturbation, unchanged: 0 });
  }
  expect((await board()).robustness).toBe(1);
  expect((await counted()).times).toBe(2 + 1 + PERTURBATION_NAMES.length);
});

test("other rows begin a count, and the one of before stays to be seen", async () => {
  await scored("one");
  const others = ROWS.map((row) => ({ ...row, text_a: `${row.text_a}!` }));
  await expectJson(200, putSuite("own/films?split=0.5", others));
  const report = await expectJson(200, ask(`/v1/suites/${SEALED}/looks`));
  expect(report).toMatchObject({ figures: 0, times: 0, askers: [], before: [{ figures: 1, times: 1, keys: 1 }] });
});

test("who looked stays known under both names when the suite is deleted", async () => {
  await scored("one");
  const { before, ...none } = await expectJson(200, deletedLooks("own/films"));
  expect(none).toMatchObject({ suite: SEALED, suite_sha256: null, figures: 0 });
  expect(before).toMatchObject([{ figures: 1, times: 1, keys: 1 }]);
  expect(await expectJson(200, ask(`/v1/suites/${SEALED}/looks`))).toEqual({ before, ...none });
});

const deletedLooks = async (name: string) => {
  expect((await ask(`/v1/suites/${name}`, { method: "DELETE" })).status).toBe(204);
  return ask(`/v1/suites/${name}/looks`, { key: null });
};

test("counts lose none of those that come at once", async () => {
  const { id } = await scored("one");
  await Promise.all(Array.from({ length: 12 }, () => expectJson(200, ask(`/v1/runs/${id}`, { key }))));
  expect(await counted()).toEqual({ figures: 1, times: 13, keys: 1 });
});

test("what can't be counted is not shown", async () => {
  const { id, metrics } = await scored("one");
  const DB = new Proxy(env.DB, {
    get(db, name) {
      if (name !== "prepare") return Reflect.get(db, name).bind(db);
      return (sql: string) =>
        db.prepare(/INTO looks/.test(sql) ? "SELECT * FROM no_such_table, json_each(?1, ?2, ?3, ?4, ?5)" : sql);
    },
  });
  const answer = await ask(`/v1/runs/${id}`, { key, env: { DB } });
  expect([answer.status, (await answer.text()).includes(String(metrics.accuracy.value))]).toEqual([500, false]);
  expect((await counted()).times).toBe(1);
});

test("a statement that is done twice counts once", async () => {
  const { id } = await scored("one");
  const run = (await runStore(env.DB).get(id))!;
  const twice = new Proxy(env.DB, {
    get: (db, name) =>
      name === "prepare"
        ? (sql: string) => ({
            bind: (...values: unknown[]) => ({
              run: async () => {
                await db
                  .prepare(sql)
                  .bind(...values)
                  .run();
                return db
                  .prepare(sql)
                  .bind(...values)
                  .run();
              },
            }),
          })
        : Reflect.get(db, name),
  });
  await lookStore(twice).note([run], { key: "k", name: "retried", route: "runs" });
  expect((await counted()).times).toBe(2);
});

test.each([
  [
    "a suite that was not split",
    "own/whole",
    "own/whole is no sealed part, and nobody counts who looks at it: it was not split.",
  ],
  [
    "the open part",
    "own/films-choose",
    "own/films-choose is no sealed part, and nobody counts who looks at it: ask for own/films-report.",
  ],
  ["a suite that is not there", "own/none", "There is no suite own/none."],
])("looks of %s", async (_, id, sentence) => {
  await expectJson(201, putSuite("own/whole", ROWS));
  expect((await expectJson(404, ask(`/v1/suites/${id}/looks`))).detail).toBe(sentence);
});

test("no GET shows a sealed figure that is not counted, and none shows one without a key", async () => {
  await publish("teacher");
  const { models } = await expectJson(200, ask("/v1/models"));
  // A run of a served model, too, as analyses have other ways to those.
  const scores = [await scored("one", wrongEvery(7)), await scored("two", wrongEvery(3))];
  for (const [i, { id, version }] of models.entries()) {
    const record = (await runStore(env.DB, { see: async () => {}, only() {} }).get(scores[i].id))!;
    const predictions = await (await env.BUCKET.get(predictionsKey(record.id)))!.text();
    await env.BUCKET.put(predictionsKey(`run-${id}`), predictions);
    await runStore(env.DB).put({ ...record, id: `run-${id}`, model: id, version, runtime: "engine" });
  }
  const [one, two] = scores.map(({ metrics }) => metrics.accuracy);
  const pair = await expectJson(200, ask(`/v1/comparisons?run_a=${scores[0].id}&run_b=${scores[1].id}`));
  const figures = [one.value, ...one.ci95, two.value, ...two.ci95, pair.difference, ...pair.ci95]
    .map(String)
    .filter((digits) => digits.length > 10); // others may stand for something else
  expect(figures.length).toBeGreaterThan(4);

  const showing = async (by: string | null, accept: string) => {
    const routes = new Set<string>();
    let { times } = await counted();
    await answersOfAllGets("http://retort", "", async (url) => {
      const path = url.replace("http://retort", "");
      if (/suites?[=/](?!own)/.test(path)) return new Response(); // one that comes with the project, of which nothing is here
      const isList = /^\/v1\/(models|suites|experiments|runs\?limit=100)$/.test(path); // read there
      const answer = await ask(path, { key: by, headers: isList ? {} : { accept } });
      const text = new TextDecoder().decode(await answer.clone().arrayBuffer());
      const before = times;
      ({ times } = await counted());
      if (!figures.some((figure) => text.includes(figure))) return answer;
      routes.add(path.split(/[/?]/)[2]!);
      expect(times, `${path} shows a figure that is not counted`).toBeGreaterThan(before);
      return answer;
    });
    return routes;
  };
  const told = new Set(["comparisons", "leaderboard", "robustness", "runs"]);
  expect(await showing(key, "application/json")).toEqual(told);
  expect(await showing(null, "application/json")).toEqual(new Set());
  expect(await showing(key, "text/csv, application/json;q=0.5")).toEqual(told);
});
