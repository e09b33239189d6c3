import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test } from "vitest";
import { wilson } from "../../eval/statistics/wilson.ts";
import { predictionsKey, runRecordKey, suiteRowsKey } from "../../r2-assets/format/keys.ts";
import type { SuiteInfo } from "../../r2-assets/format/suite.ts";
import { runStore } from "../storage/run-store.ts";
import { suiteStore } from "../storage/suite-store.ts";
import { ask, expectJson, putSuite } from "../test/api.ts";

const rows = Array.from({ length: 12 }, (_, i) => ({
  id: `row-${String(i).padStart(2, "0")}`,
  text_a: `text ${i}`,
  label: i % 3 === 0 ? "positive" : "negative",
}));

let suite: SuiteInfo;
beforeEach(async () => {
  suite = await expectJson(201, putSuite("own/films", rows));
});

const submit = (predictions: readonly unknown[], changes: object = {}) =>
  ask("/v1/submissions", { body: { suite: "own/films", model: { name: "bert-large" }, predictions, ...changes } });

/** All negative: right but for every third row. */
const constant = rows.map(({ id }) => ({ id, label: "negative" }));

test("a submission is scored like a run of ours, in the suite's row order, and shown as external", async () => {
  const answer = await submit([...constant].reverse(), {
    model: { name: "bert-large.v2", parameters: 340e6, bytes: 1.3e9 },
  });
  const record = await expectJson(201, answer);
  expect(answer.headers.get("location")).toBe(`/v1/runs/${record.id}`);
  expect(record).toMatchObject({
    suite: "own/films",
    suite_sha256: suite.sha256,
    rows: 12,
    model: "external/bert-large.v2",
    version: null,
    method: null,
    runtime: null,
    errors: 0,
    primary: "accuracy",
    parameters: 340e6,
    bytes: 1.3e9,
    code: "test",
  });
  expect(record.metrics.accuracy).toEqual({ value: 8 / 12, ci95: wilson(8, 12) });
  expect(await expectJson(200, ask(`/v1/runs/${record.id}`))).toEqual(record);
  expect(JSON.parse(await (await env.BUCKET.get(runRecordKey(record.id)))!.text())).toEqual(record);
  const lines = (await (await ask(`/v1/runs/${record.id}/predictions`)).text()).trim().split("\n");
  expect(lines.map((line) => JSON.parse(line))).toEqual(
    rows.map(({ id, label }) => ({
      id,
      prediction: "negative",
      scores: null,
      gold: label,
      correct: label === "negative",
    })),
  );
  expect((await runStore(env.DB).latest("external/bert-large.v2", null, "own/films"))?.id).toBe(record.id);
});

test("labels by name or index, or probabilities; those give calibration, too", async () => {
  const predictions = rows.map(
    ({ id }, i) =>
      [
        { id, label: "negative" },
        { id, label: 1 },
        { id, scores: { negative: 0.3, positive: 0.7 } },
      ][i % 3],
  );
  const { metrics } = await expectJson(201, submit(predictions));
  expect(metrics.accuracy.value).toBeCloseTo(0, 12);
  const scored = await expectJson(
    201,
    submit(rows.map(({ id }) => ({ id, scores: { negative: 0.75, positive: 0.25 } }))),
  );
  expect(scored.metrics.brier.value).toBeCloseTo((8 * 2 * 0.25 ** 2 + 4 * 2 * 0.75 ** 2) / 12, 12);
});

test("every kind of rows can be submitted", async () => {
  const kinds = [
    {
      path: "own/alike?task=text-regression",
      rows: [1, 2, 3, 5].map((label, i) => ({ id: `${i}`, text_a: "a", text_b: "b", label })),
      predictions: [1, 3, 2, 4].map((score, i) => ({ id: `${i}`, score })),
      metrics: { spearman: 0.8 },
    },
    {
      path: "own/names?task=token-classification",
      rows: [{ id: "0", tokens: ["Ann", "in", "Rome"], tags: ["B-PER", "O", "B-LOC"] }],
      predictions: [{ id: "0", tags: ["B-PER", "O", "O"] }],
      metrics: { span_f1: 2 / 3 },
    },
    {
      path: "own/asked?task=question-answering",
      rows: [
        { id: "0", question: "what?", context: "the tower in Paris", answers: [{ text: "the tower" }] },
        { id: "1", question: "who?", context: "nobody", answers: [], is_impossible: true },
      ],
      predictions: [
        { id: "0", answer: "tower in Paris" },
        { id: "1", answer: "" },
      ],
      metrics: { f1: (0.5 + 1) / 2, exact_match: 0.5 },
    },
    {
      path: "own/checks?behavioural=true&labels=negative,positive",
      rows: [
        { id: "0", test: "t", type: "MFT", capability: "c", texts: [["good"]], expect: "positive" },
        { id: "1", test: "t", type: "INV", capability: "c", texts: [["a"], ["b"]], expect: null },
      ],
      predictions: [
        { id: "0", labels: ["positive"] },
        { id: "1", labels: ["positive", "negative"] },
      ],
      metrics: { failure_rate: 0.5 },
    },
  ];
  for (const { path, rows, predictions, metrics } of kinds) {
    await expectJson(201, putSuite(path, rows));
    const record = await expectJson(201, submit(predictions, { suite: path.split("?")[0] }));
    for (const [name, value] of Object.entries(metrics)) expect(record.metrics[name].value).toBeCloseTo(value, 12);
  }
});

test("MNLI's 9,815 rows with scores, and SQuAD v2.0's 11,873 questions, are no problem", {
  tags: ["long"],
}, async () => {
  const labels = ["entailment", "neutral", "contradiction"];
  const pairs = Array.from({ length: 9815 }, (_, i) => ({
    id: `${i}`,
    text_a: `premise ${i}`,
    text_b: `hypothesis ${i}`,
    label: i % 3,
  }));
  await expectJson(201, putSuite(`own/pairs?labels=${labels}`, pairs));
  const scores = { entailment: 0.512345678, neutral: 0.287654322, contradiction: 0.2 };
  const predictions = pairs.map(({ id }) => ({ id, scores }));
  const entailed = await expectJson(201, submit(predictions, { suite: "own/pairs" }));
  expect(entailed).toMatchObject({ rows: 9815, metrics: { accuracy: { value: 3272 / 9815 } } });

  const questions = Array.from({ length: 11_873 }, (_, i) => ({
    id: `${i}`,
    question: `which ${i}?`,
    context: `the answer is ${i} and not ${i + 1}`,
    answers: i % 2 === 0 ? [{ text: `${i}` }, { text: `is ${i}` }] : [],
    ...(i % 2 === 1 && { is_impossible: true }),
  }));
  await expectJson(201, putSuite("own/questions?task=question-answering", questions));
  const answers = questions.map(({ id }) => ({ id, answer: id }));
  const answered = await expectJson(201, submit(answers, { suite: "own/questions" }));
  expect(answered).toMatchObject({ rows: 11_873, metrics: { exact_match: { value: 5937 / 11_873 } } });
  expect(answered.slices.map((slice: { rows: number }) => slice.rows).sort()).toEqual([5936, 5937]);
});

test("of a scored-only suite the figures come back and the gold does not", async () => {
  await expectJson(
    201,
    putSuite(
      "own/hidden?visibility=scored-only",
      rows.map((row, i) => ({ ...row, groups: { third: `${i % 3}` } })),
    ),
  );
  const record = await expectJson(201, submit(constant, { suite: "own/hidden" }));
  expect(record.metrics.accuracy.value).toBeCloseTo(8 / 12, 12);
  // Groups of four rows: in the first every answer is wrong.
  expect(record.slices).toBeUndefined();
  const shown = await (await ask(`/v1/runs/${record.id}/predictions`)).text();
  expect(JSON.parse(shown.split("\n")[0]!)).toEqual({ id: "row-00", prediction: "negative", scores: null });
});

describe("refuses, and leaves nothing behind", () => {
  const refused = async (predictions: readonly unknown[], changes: object = {}, status = 422) => {
    const problem = await expectJson(status, submit(predictions, changes));
    expect((await env.BUCKET.list({ prefix: "runs/" })).objects).toEqual([]);
    expect((await runStore(env.DB).list({}, 1)).runs).toEqual([]);
    return problem;
  };

  test("missing, duplicate and unknown ids, and names them", async () => {
    expect((await refused(constant.slice(2))).errors).toEqual([
      { path: "predictions", message: 'row "row-00" has no prediction' },
      { path: "predictions", message: 'row "row-01" has no prediction' },
    ]);
    expect((await refused([...constant, constant[3]])).detail).toBe(
      'predictions.12.id: "row-03" is there twice, first as predictions.3.',
    );
    expect((await refused([...constant, { id: "row-99", label: 0 }])).detail).toBe(
      'predictions.12.id: the suite has no row "row-99".',
    );
    const none = await refused([]);
    expect(none.detail).toBe('predictions: row "row-00" has no prediction (and 11 more).');
    const many = await refused(Array.from({ length: 500 }, (_, i) => ({ id: `x${i}`, label: 0 })));
    expect(many.errors).toHaveLength(20);
    expect(many.detail).toContain("(and 511 more)");
  });

  test.each([
    ["another label", { label: "neutral" }, 'row "row-05": label'],
    ["an index too far", { label: 2 }, 'row "row-05": label'],
    ["no answer", {}, "predictions.5"],
    ["scores that are none", { scores: { negative: 2, positive: -1 } }, "predictions.5"],
    ["scores of other labels", { scores: { good: 1 } }, 'row "row-05"'],
    ["a number that is none", { scores: { negative: null, positive: 1 } }, "predictions.5.scores.negative"],
  ])("%s", async (_, answer, words) => {
    const predictions = constant.map((item, i) => (i === 5 ? { id: item.id, ...answer } : item));
    expect((await refused(predictions)).detail).toContain(words);
  });

  test("infinite scores, which JSON can spell", async () => {
    const body = JSON.stringify({ suite: "own/films", model: { name: "x" }, predictions: constant }).replace(
      '"label":"negative"',
      '"scores":{"negative":1e999,"positive":0}',
    );
    const headers = { "content-type": "application/json" };
    const problem = await expectJson(422, ask("/v1/submissions", { method: "POST", body, headers }));
    expect(problem.detail).toContain("predictions.0.scores.negative");
  });

  test.each(["BERT", "", "a b", "a/b", "-a", "x".repeat(65)])("the name %j", async (name) => {
    await refused(constant, { model: { name } });
  });

  test("items that are no objects, other keys, sizes that are none", async () => {
    await refused([3, null, "x"]);
    await refused(constant, { modle: {} });
    await refused(constant, { model: { name: "x", parameters: -1 } });
  });

  test("suites that are not known, or not here", async () => {
    await refused(constant, { suite: "no/such" }, 404);
    await env.BUCKET.delete(suiteRowsKey("own/films", suite.sha256));
    expect((await refused(constant, {}, 409)).type).toBe("suite-absent");
    await suiteStore(env.DB).mark("own/films", "absent");
    expect((await refused(constant, {}, 409)).detail).toBe(
      "The rows of own/films are not here: upload them with PUT /v1/suites/own/films.",
    );
  });

  test("more than 20 MiB, no JSON, no key, no scope", async () => {
    const headers = { "content-type": "application/json" };
    const big = new Uint8Array(20 * 2 ** 20 + 1).fill(32);
    await expectJson(413, ask("/v1/submissions", { method: "POST", body: big, headers }));
    await expectJson(400, ask("/v1/submissions", { method: "POST", body: "{", headers }));
    await expectJson(401, ask("/v1/submissions", { body: {}, key: null }));
    const { key } = await expectJson(201, ask("/v1/keys", { body: { name: "w", scopes: ["write"] } }));
    await expectJson(403, ask("/v1/submissions", { body: {}, key }));
  });
});

test("a run whose record can't be stored leaves no objects", async () => {
  await env.DB.prepare("DROP TABLE runs").run();
  await expectJson(500, submit(constant));
  expect((await env.BUCKET.list({ prefix: "runs/" })).objects).toEqual([]);
  expect(await env.BUCKET.head(predictionsKey("run"))).toBeNull();
});

describe("ids and labels as suites and submissions spell them", () => {
  const headers = { "content-type": "application/json" };
  /** The body as text, since JSON.stringify has no integers beyond 2^53. */
  const sent = (suite: string, predictions: string) =>
    ask("/v1/submissions", {
      body: `{"suite":"${suite}","model":{"name":"m"},"predictions":${predictions}}`,
      method: "POST",
      headers,
    });
  const predictionsOf = async (run: string) =>
    (await (await ask(`/v1/runs/${run}/predictions`)).text())
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));

  test("integers beyond 2^53 keep their digits in both, as numbers or as strings", async () => {
    const rows = [11, 12].map((i) => `{"id":14000000000000000${i},"text_a":"a","label":"${i}"}\n`);
    await expectJson(201, putSuite("own/tweets", rows.join("")));
    const ids = ["1400000000000000011", "1400000000000000012"];
    const right = `[{"id":${ids[1]},"label":"12"},{"id": "${ids[0]}" ,"label":"11"}]`;
    const run = await expectJson(201, sent("own/tweets", right));
    expect(run.metrics.accuracy.value).toBe(1);
    expect((await predictionsOf(run.id)).map(({ id }) => id)).toEqual(ids);
  });

  test("small integers are ids, too; other numbers are refused and named", async () => {
    const rows = [0, 1].map((id) => ({ id, text_a: "a", label: `${id}` }));
    await expectJson(201, putSuite("own/counted", rows));
    const run = await expectJson(201, sent("own/counted", '[{"id":0,"label":"0"},{"id":1,"label":"1"}]'));
    expect(run.metrics.accuracy.value).toBe(1);
    for (const id of ["1.0", "1e0", "-0"])
      expect((await expectJson(422, sent("own/counted", `[{"id":${id},"label":"0"}]`))).detail).toMatch(
        "predictions.0.id: expected a string or an integer in digits",
      );
    const twice = await expectJson(422, sent("own/counted", '[{"id":1,"label":"0"},{"id":"1","label":"0"}]'));
    expect(twice.detail).toMatch('"1" is there twice');
  });

  test("a number is the label that is spelt so, in gold and in predictions", async () => {
    const rows = Array.from({ length: 11 }, (_, i) => ({ id: `r${i}`, text_a: "a", label: `${i}` }));
    const digits = await expectJson(201, putSuite("own/digits", rows));
    expect(digits.labels).toEqual(rows.map(({ label }) => label));
    const items = rows.map(({ id }, i) => ({ id, label: i }));
    const run = await expectJson(201, submit(items, { suite: "own/digits" }));
    expect(run.metrics.accuracy.value).toBe(1);

    const signs = [0, 1, -1].map((label, i) => ({ id: `r${i}`, text_a: "a", label }));
    await expectJson(201, putSuite("own/signs?labels=-1,%200%20,1", signs));
    const signed = await expectJson(
      201,
      submit(
        signs.map(({ id, label }) => ({ id, label })),
        { suite: "own/signs" },
      ),
    );
    expect((await predictionsOf(signed.id)).map(({ gold, prediction }) => [gold, prediction])).toEqual([
      ["0", "0"],
      ["1", "1"],
      ["-1", "-1"],
    ]);
  });

  test("blanks around labels and keys of scores do not count", async () => {
    const items = rows.map(({ id, label }, i) =>
      i % 2 === 0 ? { id, label: `${label} ` } : { id, scores: { [` ${label}`]: 1, [other(label)]: 0 } },
    );
    const run = await expectJson(201, submit(items));
    expect(run.metrics.accuracy.value).toBe(1);
  });
  const other = (label: string) => (label === "positive" ? "negative " : "positive ");
});

describe("tags in other schemes than the suite's", () => {
  const tokens = ["Acme", "Globex", "hired", "Ada", "Lovelace"];
  const inSchemes = {
    IOB1: ["I-ORG", "B-ORG", "O", "I-PER", "I-PER"],
    IOB2: ["B-ORG", "B-ORG", "O", "B-PER", "I-PER"],
    BIOES: ["S-ORG", "S-ORG", "O", "B-PER", "E-PER"],
    BILOU: ["U-ORG", "U-ORG", "O", "B-PER", "L-PER"],
  };
  const score = (tags: readonly string[]) => submit([{ id: "1", tags }], { suite: "own/tags" });

  test.each(Object.entries(inSchemes))("to one in %s", async (scheme, gold) => {
    const rows = [{ id: "1", tokens, tags: gold }];
    const named = await expectJson(201, putSuite("own/tags?task=token-classification", rows));
    expect(named.tag_scheme).toBe(scheme);
    for (const [tag_scheme, tags] of Object.entries(inSchemes)) {
      const run = await expectJson(201, score(tags));
      expect(run).toMatchObject({ tag_scheme, metrics: { span_f1: { value: 1 }, accuracy: { value: 1 } } });
      expect(run).not.toHaveProperty("repaired_spans");
      expect(await expectJson(200, ask(`/v1/runs/${run.id}`))).toEqual(run);
    }
  });

  test("repairs are counted, a mixture is refused with its place", async () => {
    const rows = [0, 1].map((i) => ({ id: `${i}`, tokens, tags: inSchemes.IOB2 }));
    await expectJson(201, putSuite("own/tags?task=token-classification", rows));
    const both = (...tags: string[][]) =>
      submit(
        tags.map((own, i) => ({ id: `${i}`, tags: own })),
        { suite: "own/tags" },
      );
    const opened = await expectJson(201, both(inSchemes.IOB2, ["B-ORG", "B-ORG", "O", "I-PER", "I-PER"]));
    expect(opened).toMatchObject({ tag_scheme: "IOB2", repaired_spans: 1, metrics: { span_f1: { value: 1 } } });
    expect((await expectJson(422, both(inSchemes.BIOES, inSchemes.BILOU))).detail).toMatch(
      'predictions.1.tags.0: "U-ORG" is BILOU, and "S-ORG" before it BIOES',
    );
  });
});
