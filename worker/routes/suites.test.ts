import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { sha256 } from "../../r2-assets/format/digest.ts";
import { suiteRowsKey } from "../../r2-assets/format/keys.ts";
import { suiteStore } from "../storage/suite-store.ts";
import { ask, expectJson, putSuite } from "../test/api.ts";
import { rowsOf } from "../test/recorded-runs.ts";

const rows = [
  { id: "b", text_a: "dull", label: "negative" },
  { id: "a", text_a: "warm", label: "positive", note: "not kept" },
];
const CANONICAL = '{"id":"a","text_a":"warm","label":"positive"}\n{"id":"b","text_a":"dull","label":"negative"}\n';

test("an upload is stored in canonical form under its digest, and described", async () => {
  const suite = await expectJson(201, putSuite("own/first", rows));
  expect(suite).toEqual({
    id: "own/first",
    task: "text-classification",
    labels: ["negative", "positive"],
    rows: 2,
    metrics: ["accuracy", "f1", "macro_f1", "matthews_correlation", "ece", "brier"],
    sha256: await sha256(CANONICAL),
    licence: "not stated",
    source: "uploaded",
    visibility: "public",
    status: "ready",
  });
  const object = await env.BUCKET.get(suiteRowsKey("own/first", suite.sha256));
  expect(await object?.text()).toBe(CANONICAL);
  expect(await expectJson(200, ask("/v1/suites/own/first", { key: null }))).toEqual(suite);
  expect((await expectJson(200, ask("/v1/suites"))).suites).toContainEqual(suite);
});

test("the order of the lines does not change the digest, and a second upload is no new suite", async () => {
  const first = await expectJson(201, putSuite("own/order", rows));
  const second = await expectJson(200, putSuite("own/order", [...rows].reverse()));
  expect(second).toEqual(first);
});

test("glue/sst2 is known: labels by index get their names", async () => {
  const numbered = rows.map((row) => ({ ...row, label: row.label === "positive" ? 1 : 0 }));
  const suite = await expectJson(201, putSuite("glue/sst2", numbered));
  expect(suite).toMatchObject({ labels: ["negative", "positive"], sha256: await sha256(CANONICAL) });
});

test("rows of one's own under a known name are not passed off as the official ones; the same rows keep their source", async () => {
  const official = await expectJson(201, putSuite("glue/sst2?licence=CC0&source=GLUE", rows));
  expect(official).toMatchObject({ licence: "CC0", source: "GLUE" });
  expect(await expectJson(200, putSuite("glue/sst2", rows))).toMatchObject({ licence: "CC0", source: "GLUE" });
  expect(await expectJson(200, putSuite("glue/sst2", rows.slice(0, -1)))).toMatchObject({
    licence: "not stated",
    source: "uploaded",
  });
});

test("labels, visibility, licence and source may be given", async () => {
  const query = "?labels=positive,negative&visibility=scored-only&licence=CC0&source=here&task=text-classification";
  const numbered = rows.map((row) => ({ ...row, label: row.label === "positive" ? 0 : 1 }));
  expect(await expectJson(201, putSuite(`own/given${query}`, numbered))).toMatchObject({
    labels: ["positive", "negative"],
    visibility: "scored-only",
    licence: "CC0",
    source: "here",
    sha256: await sha256(CANONICAL),
  });
});

test("rows of 5 MB are taken as they stream in", async () => {
  const many = Array.from({ length: 5000 }, (_, i) => ({
    id: `${i}`,
    text_a: "word ".repeat(200),
    label: ["x", "y"][i % 2],
  }));
  expect(await expectJson(201, putSuite("own/large", many))).toMatchObject({ rows: 5000, labels: ["x", "y"] });
});

test("a suite that was absent becomes ready, and stays absent when the upload is refused", async () => {
  const suites = suiteStore(env.DB);
  const { status: _, ...info } = await expectJson(201, putSuite("own/absent", rows));
  await suites.put(info, "absent");
  await expectJson(422, putSuite("own/absent", [{ id: "a" }]));
  expect((await suites.get("own/absent"))?.status).toBe("absent");
  await expectJson(200, putSuite("own/absent", rows));
  expect((await suites.get("own/absent"))?.status).toBe("ready");
});

describe("refuses", () => {
  const line = (value: unknown) => `${JSON.stringify(value)}\n`;
  const fine = line({ id: "1", text_a: "a", label: "x" });
  const bytes = (...parts: (string | number[])[]) =>
    Uint8Array.from(parts.flatMap((p) => (typeof p === "string" ? [...new TextEncoder().encode(p)] : p)));

  test.each([
    ["a body of nothing", "own/bad", "", 422, "There are no rows."],
    ["a line that is no JSON", "own/bad", `${fine}{`, 400, "Line 2: not valid JSON."],
    ["bytes that are no UTF-8", "own/bad", bytes(fine, [0xff, 10]), 400, "Line 2 is not UTF-8: byte 0 of it (0xFF)."],
    [
      "a lone surrogate",
      "own/bad",
      '{"id":"1","text_a":"\\udc00","label":"x"}',
      422,
      "Line 1: text_a: text has a lone surrogate.",
    ],
    ["an id used twice", "own/bad", fine + fine, 422, 'Line 2: id: "1" is there twice.'],
    [
      "an index without labels",
      "own/bad",
      line({ id: "1", text_a: "a", label: 0 }),
      422,
      "Line 1: label: 0 is an index, and the suite's labels are not known; name them.",
    ],
    [
      "a label that glue/sst2 does not have",
      "glue/sst2",
      fine,
      422,
      'Line 1: label: "x" is none of negative, positive.',
    ],
    [
      "other labels for glue/sst2",
      "glue/sst2?labels=a,b",
      fine,
      422,
      "The labels of glue/sst2 are negative, positive.",
    ],
    [
      "another task for glue/sst2",
      "glue/sst2?task=question-answering",
      fine,
      422,
      "glue/sst2 is a text-classification suite, not a question-answering one.",
    ],
    [
      "an empty label",
      "own/bad",
      line({ id: "1", text_a: "a", label: "" }),
      422,
      "Line 1: label: expected a label's name or index.",
    ],
    ["a line that only starts as JSON does", "own/bad", '{"id":"1","label":NaN}', 400, "Line 1: not valid JSON."],
    [
      "a score that is no number",
      "own/bad?task=text-regression",
      line({ id: "1", text_a: "a", label: "NaN" }),
      422,
      "Line 1: label: expected a finite number.",
    ],
    [
      "a score beyond all numbers",
      "own/bad?task=text-regression",
      '{"id":"1","text_a":"a","label":1e999}',
      422,
      "Line 1: label: expected a finite number.",
    ],
    [
      "tags that don't match their tokens",
      "own/bad?task=token-classification",
      line({ id: "1", tokens: ["a", "b"], tags: ["O"] }),
      422,
      "Line 1: tags: there are 1 for 2 tokens.",
    ],
    [
      "a question without an answer",
      "own/bad?task=question-answering",
      line({ id: "1", question: "Who?", context: "Ada.", answers: [] }),
      422,
      "Line 1: answers: there is none; a question that has no answer must say is_impossible: true.",
    ],
    [
      "labels where there are none",
      "own/bad?task=text-regression&labels=a,b",
      fine,
      422,
      "A regression suite has no labels.",
    ],
    [
      "a metric of other rows",
      "own/bad?metrics=span_f1",
      fine,
      422,
      expect.stringContaining("span_f1 is no metric of a classification suite"),
    ],
    ["a label without a name", "own/bad?labels=a,,b", fine, 422, "labels: a label is empty"],
    ["a single label", "own/bad?labels=a", fine, 422, "labels: give two labels or more"],
    ["a metric nobody knows", "own/bad?metrics=bleu", fine, 422, undefined],
    ["a metric twice", "own/bad?metrics=f1,f1", fine, 422, "metrics: a metric is there twice"],
    [
      "a behavioural row that names a label by index where none is known",
      "own/bad",
      line({ id: "1", test: "t", type: "MFT", capability: "c", texts: ["a"], expect: 1 }),
      422,
      "Line 1: expect: 1 is an index, and the suite's labels are not known; name them.",
    ],
    [
      "a behavioural suite of another task",
      "own/bad?task=text-regression&behavioural=true",
      fine,
      422,
      "Behavioural suites test text-classification models, not text-regression ones.",
    ],
    [
      "plain rows for a behavioural suite",
      "checklist/sentiment?behavioural=false",
      fine,
      422,
      "checklist/sentiment is a behavioural suite.",
    ],
    ["a task that does not exist", "own/bad?task=poetry", fine, 422, undefined],
    ["one label", "own/bad?labels=a", fine, 422, "labels: give two labels or more"],
    [
      "an id that is none",
      "Own/Bad",
      fine,
      422,
      "Own/Bad: a suite id is two parts of a-z, 0-9, dots, hyphens and underscores, joined by a slash: glue/sst2.",
    ],
  ])("%s", async (_, path, body, status, detail) => {
    const problem = await expectJson(status, putSuite(path, body));
    if (detail !== undefined) expect(problem.detail).toEqual(detail);
    const { suites } = await expectJson(200, ask("/v1/suites"));
    expect(suites.filter(({ status }: { status: string }) => status !== "absent")).toEqual([]);
    expect((await env.BUCKET.list()).objects).toEqual([]);
  });

  test("another content type", async () => {
    const problem = await expectJson(
      415,
      putSuite("own/bad", fine, { headers: { "content-type": "application/json" } }),
    );
    expect(problem.detail).toBe('The body must be application/x-ndjson; it came with content-type "application/json".');
  });

  test("more than 50 MiB, by the announced length already", async () => {
    const headers = { "content-type": "application/x-ndjson", "content-length": String(50 * 2 ** 20 + 1) };
    await expectJson(413, putSuite("own/bad", fine, { headers }));
  });

  test("a suite that is not there", async () => {
    expect((await expectJson(404, ask("/v1/suites/no/such"))).detail).toBe("There is no suite no/such.");
  });

  test("no key, a wrong one, and one without the scope", async () => {
    await expectJson(401, putSuite("own/bad", fine, { key: null }));
    await expectJson(401, putSuite("own/bad", fine, { key: "wrong" }));
    const { key } = await expectJson(201, ask("/v1/keys", { body: { name: "reader", scopes: ["evaluate"] } }));
    const problem = await expectJson(403, putSuite("own/bad", fine, { key }));
    expect(problem.detail).toBe('The API key does not have the scope "write".');
  });
});

test("all that is known is listed: what is here, and what could be", async () => {
  await expectJson(201, putSuite("own/films", rowsOf("np")));
  const { suites } = await expectJson(200, ask("/v1/suites"));
  const ids = suites.map(({ id }: { id: string }) => id);
  expect(ids).toEqual([...ids].sort());
  expect(ids).toHaveLength(71);
  const [absent, own] = ["glue/rte", "own/films"].map((id) => suites.find((suite: { id: string }) => suite.id === id));
  expect([absent.status, own.status]).toEqual(["absent", "ready"]);
  expect(await expectJson(200, ask("/v1/suites/glue/rte"))).toEqual(absent);
  const asked = { suite: "glue/rte", model: { name: "other" }, predictions: [] };
  const problems = await Promise.all([
    expectJson(409, ask("/v1/submissions", { body: asked })),
    expectJson(404, ask("/v1/suites/own/none")),
  ]);
  expect(problems.map(({ type }) => type)).toEqual(["suite-absent", "suite-missing"]);
  expect((await ask("/v1/suites/glue/rte", { method: "DELETE" })).status).toBe(204);
});
