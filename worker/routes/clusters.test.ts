/** Suites whose rows come in clusters: how these are said, where they lie, and what they do to figures and comparisons. */
import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { mcnemarExact } from "../../eval/statistics/mcnemar.ts";
import { wilson } from "../../eval/statistics/wilson.ts";
import { sha256 } from "../../r2-assets/format/digest.ts";
import { suiteClustersKey, suiteRowsKey, suiteRowsPrefix } from "../../r2-assets/format/keys.ts";
import { ask, expectJson, putSuite } from "../test/api.ts";

const SUITE = "own/premises";
/** Twelve premises, each with four rows. */
const ROWS = Array.from({ length: 48 }, (_, i) => ({
  id: `row-${String(i).padStart(2, "0")}`,
  text_a: `premise ${Math.floor(i / 4)}`,
  text_b: `hypothesis ${i}`,
  label: i % 2 ? "positive" : "negative",
}));
const keysOf = async (prefix: string) => (await env.BUCKET.list({ prefix })).objects.map(({ key }) => key).sort();
const upload = (query = "?group=text_a", rows: readonly unknown[] = ROWS) => putSuite(`${SUITE}${query}`, rows);
/** A model that is wrong on all rows of the premises named. */
const submit = (name: string, wrong: readonly number[]) => {
  const flipped = { positive: "negative", negative: "positive" } as Record<string, string>;
  const predictions = ROWS.map(({ id, label }, i) => ({
    id,
    label: wrong.includes(Math.floor(i / 4)) ? flipped[label] : label,
  }));
  return expectJson(201, ask("/v1/submissions", { body: { suite: SUITE, model: { name }, predictions } }));
};
const compare = () => expectJson(200, ask(`/v1/comparisons?a=external/a&b=external/b&suite=${SUITE}`));

test("the column asked for makes clusters, which lie beside the rows without a text", async () => {
  const suite = await expectJson(201, upload());
  expect(suite).toMatchObject({ group: "text_a", clusters: 12, rows: 48 });
  const key = suiteClustersKey(SUITE, suite.sha256, suite.clusters_sha256);
  expect(await keysOf(suiteRowsPrefix(SUITE))).toEqual([suiteRowsKey(SUITE, suite.sha256), key].sort());
  const lines = (await (await env.BUCKET.get(key))!.text()).trimEnd().split("\n");
  expect(lines).toHaveLength(12);
  expect(JSON.parse(lines[0]!)).toEqual(["row-00", "row-01", "row-02", "row-03"]);
  await expectJson(200, ask(`/v1/suites/${SUITE}`));
  expect((await ask(`/v1/suites/${SUITE}`, { method: "DELETE" })).status).toBe(204);
  expect(await keysOf("suites/")).toEqual([]);
});

test("figures and comparisons are by clusters, and say so; other clusters make another comparison", async () => {
  await expectJson(201, upload());
  const run = await submit("a", [0, 1]);
  const { value, ci95, clusters } = run.metrics.accuracy;
  const plain = wilson(40, 48);
  expect(value).toBe(40 / 48);
  expect(clusters).toMatchObject({ by: "text_a", n: 12 });
  expect(clusters.widening).toBeCloseTo((ci95[1] - ci95[0]) / (plain[1] - plain[0]), 2);
  expect(clusters.widening).toBeGreaterThan(1.5);
  await submit("b", [0, 1, 2, 3]);
  const compared = await compare();
  expect(compared).toMatchObject({ test: "mcnemar-clustered", p_value: 0.5, difference: 8 / 48, n: 48 });
  expect(compared.clusters).toMatchObject({ by: "text_a", n: 12 });
  expect(compared).not.toHaveProperty("mid_p");
  expect(compared.minimum_detectable_difference).toBeGreaterThan(0.2);

  const halves = ROWS.map((row, i) => ({ ...row, half: Math.floor(i / 24) }));
  const again = await expectJson(200, upload("?group=half", halves));
  expect(again).toMatchObject({ group: "half", clusters: 2 });
  expect((await compare()).clusters).toMatchObject({ by: "half", n: 2 });
  await expectJson(200, upload(""));
  const byRows = await compare();
  expect(byRows).toMatchObject({ test: "mcnemar-exact", p_value: mcnemarExact(8, 0) });
  expect(byRows).not.toHaveProperty("clusters");
});

test("a list that is not as it was uploaded is told, not used", async () => {
  const suite = await expectJson(201, upload());
  await env.BUCKET.put(suiteClustersKey(SUITE, suite.sha256, suite.clusters_sha256), '["row-00"]\n');
  const body = { suite: SUITE, model: { name: "a" }, predictions: ROWS.map(({ id, label }) => ({ id, label })) };
  const problem = await expectJson(500, ask("/v1/submissions", { body }));
  expect(problem.type).toContain("suite-damaged");
});

test("rows' own groups need no asking, and stay with the rows; whole numbers are as good as their digits", async () => {
  const grouped = ROWS.map((row, i) => ({ ...row, group: i % 3 }));
  const suite = await expectJson(201, upload("", grouped));
  expect(suite).toMatchObject({ group: "group", clusters: 3 });
  const [first] = (await (await env.BUCKET.get(suiteRowsKey(SUITE, suite.sha256)))!.text()).split("\n");
  expect(first).toBe(JSON.stringify({ ...ROWS[0], group: "0" }));
  expect(await expectJson(200, upload("?group=group", grouped))).toMatchObject({ clusters: 3 });
});

test("behavioural rows are clustered by their test without a list, and each test by itself has rows", async () => {
  const rows = Array.from({ length: 40 }, (_, i) => ({
    ...{ id: `case-${i}`, test: `test ${i % 5}`, type: "INV", capability: i % 5 < 4 ? "NER" : "Time" },
    ...{ texts: [`Ann ${i}`, `Bob ${i}`], expect: null },
  }));
  const suite = await expectJson(201, putSuite("own/checks?group=test&labels=negative,positive", rows));
  expect(suite).toMatchObject({ group: "test", clusters: 5 });
  expect(suite).not.toHaveProperty("clusters_sha256");
  const predictions = rows.map(({ id }, i) => ({
    id,
    labels: ["positive", i % 5 === 0 || i === 11 ? "negative" : "positive"],
  }));
  const body = { suite: "own/checks", model: { name: "a" }, predictions };
  const { metrics, slices } = await expectJson(201, ask("/v1/submissions", { body }));
  expect(metrics.failure_rate.clusters).toMatchObject({ by: "test", n: 5 });
  const sliced = (by: string, value: string) =>
    slices.find((slice: { by: string; value: string }) => slice.by === by && slice.value === value).metrics
      .failure_rate;
  expect(sliced("test", "test 0")).toEqual({ value: 1, ci95: wilson(8, 8) });
  expect(sliced("capability", "NER").clusters.n).toBe(4);
  expect(sliced("capability", "Time")).toEqual({
    value: 0,
    ci95: null,
    clusters: { by: "test", n: 1, widening: null },
  });
});

describe("refused in one sentence", () => {
  const with_ = (group: (i: number) => unknown) => ROWS.map((row, i) => ({ ...row, group: group(i) }));
  test.each<[string, string, readonly unknown[], string]>([
    [
      "one group",
      "",
      with_(() => "all"),
      "Every row has the same group: of one cluster there is neither interval nor test, so leave it out.",
    ],
    [
      "a group for every row",
      "?group=text_b",
      ROWS,
      "Every row has its own text_b, so that rows are by themselves: leave it out.",
    ],
    ["a column that no row has", "?group=author", ROWS, "No row has a column author to cluster rows by."],
    ...["constructor", "groups.toString", "__proto__"].map((name): [string, string, typeof ROWS, string] => [
      `what every object inherits: ${name}`,
      `?group=${name}`,
      ROWS.map((row) => ({ ...row, groups: { source: "web" } })),
      `No row has a column ${name} to cluster rows by.`,
    ]),
    [
      "a number that has lost digits",
      "?group=author",
      ROWS.map((row, i) => ({ ...row, author: 2 ** 60 + i })),
      "Line 1: author: expected a string or a whole number, one past 2^53 in quotes, as rows are clustered by it.",
    ],
    [
      "groups for some",
      "",
      with_((i) => (i < 40 ? i % 4 : undefined)),
      '8 of 48 rows have no group, "row-40" for one: rows are clustered by it, so all have one, or none.',
    ],
    [
      "a group that is no name",
      "?group=tags",
      ROWS.map((row) => ({ ...row, tags: ["a"] })),
      "Line 1: tags: expected a string or a whole number, one past 2^53 in quotes, as rows are clustered by it.",
    ],
    [
      "a group too long",
      "",
      with_(() => "x".repeat(201)),
      "Line 1: group: expected 1 to 200 characters, or a whole number, one past 2^53 in quotes.",
    ],
  ])("%s", async (_, query, rows, detail) => {
    expect((await expectJson(422, upload(query, rows))).detail).toBe(detail);
    expect(await keysOf("suites/")).toEqual([]);
  });
});

test("the list is there for whoever records a run, of public rows alone", async () => {
  const { clusters_sha256 } = await expectJson(201, upload());
  const answer = await ask(`/v1/suites/${SUITE}/clusters`);
  const list = await answer.text();
  expect(answer.headers.get("content-type")).toBe("application/x-ndjson");
  expect(await sha256(list)).toBe(clusters_sha256);
  expect(JSON.parse(list.split("\n")[11]!)).toEqual(["row-44", "row-45", "row-46", "row-47"]);

  await expectJson(200, upload("?group=text_a&visibility=scored-only"));
  const hidden = await expectJson(404, ask(`/v1/suites/${SUITE}/clusters`));
  expect(hidden.detail).toBe("own/premises is scored-only, and nothing of its rows is shown.");
  await putSuite("own/plain", ROWS);
  expect((await expectJson(404, ask("/v1/suites/own/plain/clusters"))).detail).toContain("by themselves");
  await expectJson(404, ask("/v1/suites/own/none/clusters"));
});
