import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test } from "vitest";
import { holm } from "../../eval/statistics/holm.ts";
import { mcnemarExact } from "../../eval/statistics/mcnemar.ts";
import { newcombePaired } from "../../eval/statistics/newcombe-paired.ts";
import { wilson } from "../../eval/statistics/wilson.ts";
import { predictionsKey } from "../../r2-assets/format/keys.ts";
import type { SuiteInfo } from "../../r2-assets/format/suite.ts";
import { analysisStore } from "../storage/analysis-store.ts";
import { suiteStore } from "../storage/suite-store.ts";
import { ask, expectJson, putSuite } from "../test/api.ts";
import { publish } from "../test/artefacts.ts";
import { putRun, rowsOf } from "../test/recorded-runs.ts";

const GOLD = "nnnnnppppp";
let suite: SuiteInfo;
let versions: Record<"teacher" | "student", string>;
beforeEach(async () => {
  versions = await publish("teacher", "student");
  suite = await expectJson(201, putSuite("own/films", rowsOf(GOLD)));
  await putRun("run-a", suite, GOLD, "nnnnnppppn", { version: versions.teacher }); // row-9 wrong
  await putRun("run-b", suite, GOLD, "pnnnnpppnn", { model: "tiny-student", version: versions.student }); // rows 0, 8, 9 wrong
});

const MODELS = "a=tiny-teacher&b=tiny-student&suite=own/films";
const compare = (query: string) => ask(`/v1/comparisons?${query}`, { key: null });

test("teacher and student, row by row", async () => {
  const table = { both: 7, aOnly: 2, bOnly: 0, neither: 1 };
  const comparison = await expectJson(200, compare(MODELS));
  expect(comparison).toMatchObject({
    suite: "own/films",
    metric: "accuracy",
    n: 10,
    a: 0.9,
    b: 0.7,
    difference: 0.2,
    ci95: newcombePaired(table),
    test: "mcnemar-exact",
    p_value: mcnemarExact(2, 0),
    discordant: { a_only: 2, b_only: 0 },
    agreement: 0.8,
    models: {
      a: { model: "tiny-teacher", version: versions.teacher, run: "run-a", ci95: wilson(9, 10) },
      b: { model: "tiny-student", version: versions.student, run: "run-b", ci95: wilson(7, 10) },
    },
    examples: [
      { id: "row-0", right: "a", gold: "negative", a: "negative", b: "positive", text_a: "text number 0" },
      { id: "row-8", right: "a", gold: "positive", a: "positive", b: "negative", text_a: "text number 8" },
    ],
  });
  expect(comparison.slices.map((s: { by: string; value: string; n: number }) => [s.by, s.value, s.n])).toEqual([
    ["label", "negative", 5],
    ["label", "positive", 5],
    ["length", "1-8 words", 10],
  ]);
});

test("it is computed once a pair: the second answer needs no predictions", async () => {
  const first = await expectJson(200, compare(MODELS));
  await env.BUCKET.delete([predictionsKey("run-a"), predictionsKey("run-b")]);
  expect(await expectJson(200, compare(MODELS))).toEqual(first);
  expect(await expectJson(200, compare("run_a=run-a&run_b=run-b"))).toEqual(first);
});

test("runs by id are compared whatever their model, and swapping them changes the signs", async () => {
  const forth = await expectJson(200, compare("run_a=run-a&run_b=run-b"));
  const back = await expectJson(200, compare("run_a=run-b&run_b=run-a"));
  expect([back.difference, back.p_value, back.discordant]).toEqual([
    -forth.difference,
    forth.p_value,
    { a_only: 0, b_only: 2 },
  ]);
});

test("any metric that the suite lists, each stored by itself", async () => {
  await compare(MODELS);
  const f1 = await expectJson(200, compare(`${MODELS}&metric=macro_f1`));
  expect(f1).toMatchObject({
    metric: "macro_f1",
    test: "paired-bootstrap",
    n: 10,
    discordant: { a_only: 2, b_only: 0 },
  });
  expect(f1.difference).toBeCloseTo(f1.a - f1.b, 14);
  expect(f1.randomisation_p).toBeGreaterThan(0);
  expect((await expectJson(200, compare(MODELS))).metric).toBe("accuracy");
  expect((await expectJson(422, compare(`${MODELS}&metric=pearson`))).detail).toBe(
    `own/films has no metric pearson: it lists ${suite.metrics.join(", ")}.`,
  );
  await expectJson(422, compare(`${MODELS}&metric=elegance`));
});

test("several b are a family, with p adjusted by Holm's method", async () => {
  await putRun("run-c", suite, GOLD, "ppppppnnnn", { model: "external/poor", version: null });
  const single = await expectJson(200, compare(MODELS));
  const { family } = await expectJson(200, compare(`${MODELS}&b=external/poor`));
  const [student, poor] = family;
  expect(student).toEqual({ ...single, p_holm: expect.any(Number) });
  expect(poor.models.b).toMatchObject({ model: "external/poor", run: "run-c" });
  expect(family.map((member: { p_holm: number }) => member.p_holm)).toEqual(holm([student.p_value, poor.p_value]));
});

describe("with a margin", () => {
  test("b is judged against a, each margin and number of verdicts stored by itself", async () => {
    const { verdict, ...comparison } = await expectJson(200, compare(`${MODELS}&margin=0.1`));
    expect(comparison).toEqual(await expectJson(200, compare(MODELS)));
    expect(verdict).toMatchObject({
      ...{ margin: 0.1, outcome: "not decided", method: "exact", level: 0.95, simultaneous_over: 1, loss: 0.2 },
      ...{ loss_bounds: [expect.any(Number), expect.any(Number)], rows_more: expect.any(Number) },
    });
    const back = await expectJson(200, compare("run_a=run-b&run_b=run-a&margin=0.9"));
    expect(back.verdict).toMatchObject({ margin: 0.9, outcome: "good enough", loss: -0.2, rows_more: 0 });
    await env.BUCKET.delete([predictionsKey("run-a"), predictionsKey("run-b")]);
    expect((await expectJson(200, compare(`${MODELS}&margin=0.1`))).verdict).toEqual(verdict);
    const f1 = `${MODELS}&margin=0.1&metric=macro_f1`;
    await expectJson(404, compare(f1)); // by another metric nothing is stored
  });

  test("several are judged at a level that holds for all of them, as is one of several", async () => {
    await putRun("run-c", suite, GOLD, "ppppppnnnn", { model: "external/poor", version: null });
    const { family } = await expectJson(200, compare(`${MODELS}&b=external/poor&margin=0.1`));
    expect(family.map((member: { verdict: object }) => member.verdict)).toMatchObject([
      { simultaneous_over: 2, level: 0.975, outcome: "not decided" },
      { simultaneous_over: 2, level: 0.975, outcome: "worse" },
    ]);
    const one = await expectJson(200, compare(`${MODELS}&margin=0.1&simultaneous_over=2`));
    expect(one.verdict).toEqual(family[0].verdict);
    for (const [query, said] of [
      [
        "b=external/poor&margin=0.1&simultaneous_over=1",
        "must be at least the number of b: their verdicts are given together",
      ],
      ["simultaneous_over=2", "it is of verdicts, and no margin is given"],
    ])
      expect((await expectJson(422, compare(`${MODELS}&${query}`))).detail).toBe(`simultaneous_over: ${said}`);
    const response = await ask(`/v1/comparisons?${MODELS}&margin=0.1`, { headers: { accept: "text/csv" } });
    const [header, whole, slice] = (await response.text()).trim().split("\r\n");
    expect(header).toMatch(/,margin,verdict,verdict_method,verdict_level,loss,loss_low,loss_high,rows_more$/);
    expect(whole).toMatch(/,0\.1,not decided,exact,0\.95,0\.2,/);
    expect(slice).toMatch(/,,,,,,,,$/);
  });

  test("a metric that is resampled is judged by its draws", async () => {
    const { verdict } = await expectJson(200, compare(`${MODELS}&metric=macro_f1&margin=0.05`));
    expect(verdict).toMatchObject({ method: "paired-bootstrap", outcome: "not decided" });
  });

  test("rows in clusters are judged by whole clusters, of which few leave wide bounds", async () => {
    const grouped = await expectJson(
      201,
      putSuite(
        "own/pairs",
        rowsOf(GOLD).map((row, i) => ({ ...row, group: i >> 1 })),
      ),
    );
    await putRun("run-d", grouped, GOLD, "nnnnnppppn", { version: versions.teacher });
    await putRun("run-e", grouped, GOLD, "pnnnnpppnn", { model: "tiny-student", version: versions.student });
    const { verdict } = await expectJson(200, compare("run_a=run-d&run_b=run-e&margin=0.1"));
    expect(verdict).toMatchObject({ method: "cluster-bootstrap", outcome: "not decided", loss: 0.2 });
    expect(verdict).not.toHaveProperty("p_value");
  });

  test.each(["0", "1", "2", "-1", "abc", ""])("%j is none: one sentence", async (margin) => {
    const problem = await expectJson(422, compare(`${MODELS}&margin=${margin}`));
    expect(problem.detail).toBe("margin: must be a number above 0 and below 1");
  });
});

test("as CSV: the whole first, then its slices", async () => {
  const response = await ask(`/v1/comparisons?${MODELS}`, { headers: { accept: "text/csv" } });
  const [header, whole, ...slices] = (await response.text()).trim().split("\r\n");
  expect(header).toMatch(/^suite,model_a,version_a,run_a,/);
  expect(whole).toContain(`tiny-student,${versions.student},run-b,,,10,accuracy,0.9,0.7,0.2,`);
  expect(slices).toHaveLength(3);
});

test("versions may be pinned, and a model known by its run alone takes part", async () => {
  await putRun("run-old", suite, GOLD, GOLD, { model: "gone", version: "8".repeat(12) });
  const { models } = await expectJson(200, compare(`a=gone&b=tiny-student@${versions.student}&suite=own/films`));
  expect(models).toMatchObject({ a: { run: "run-old" }, b: { run: "run-b" } });
});

test("without the rows there are no texts and no lengths, and with them again there are", async () => {
  await suiteStore(env.DB).mark(suite.id, "absent");
  const absent = await expectJson(200, compare(MODELS));
  expect(absent.slices.map((s: { by: string }) => s.by)).toEqual(["label", "label"]);
  expect(absent.examples[0]).toEqual({ id: "row-0", right: "a", gold: "negative", a: "negative", b: "positive" });
  await expectJson(200, putSuite("own/films", rowsOf(GOLD)));
  expect((await expectJson(200, compare(MODELS))).examples[0].text_a).toBe("text number 0");
});

test("once a suite is scored-only its rows are shown no more, not even by id, nor slices of less than ten", async () => {
  const open = await expectJson(200, compare(MODELS));
  await expectJson(200, putSuite("own/films?visibility=scored-only", rowsOf(GOLD)));
  // As one stores that was on its way meanwhile.
  const key = { what: "comparison by accuracy", runs: ["run-a", "run-b"] };
  await analysisStore(env.DB, "test").once(key, async () => open);
  const hidden = await expectJson(200, compare(MODELS));
  expect(hidden).toEqual({ ...open, examples: [], slices: [expect.objectContaining({ by: "length", n: 10 })] });
  await env.DB.exec("DELETE FROM analyses");
  expect(await expectJson(200, compare(MODELS))).toEqual(hidden);
});

describe("refuses", () => {
  test.each([
    ["an unknown model", "a=nobody&b=tiny-student&suite=own/films", 404, "There is no model nobody."],
    ["an unknown suite", "a=tiny-teacher&b=tiny-student&suite=no/such", 404, "There is no suite no/such."],
    ["an unknown run", "run_a=run-a&run_b=run-none", 404, "There is no run run-none."],
    ["half a question", "a=tiny-teacher&suite=own/films", 422, "query: give a, b and suite, or run_a and run_b"],
    [
      "two questions at once",
      `${MODELS}&run_a=run-a&run_b=run-b`,
      422,
      "query: give a, b and suite, or run_a and run_b",
    ],
  ])("%s", async (_, query, status, detail) => {
    expect((await expectJson(status, compare(query))).detail).toBe(detail);
  });

  test("a model that has not been evaluated", async () => {
    await expectJson(201, putSuite("own/other", rowsOf("np")));
    const problem = await expectJson(404, compare("a=tiny-teacher&b=tiny-student&suite=own/other"));
    expect(problem.detail).toBe(`tiny-teacher@${versions.teacher} has no whole run on own/other: evaluate it first.`);
  });

  test("a model that is known by runs on other suites alone", async () => {
    await expectJson(201, putSuite("own/other", rowsOf("np")));
    await putRun("run-gone", suite, GOLD, GOLD, { model: "external/gone", version: null });
    const ask = async (a: string) => (await expectJson(404, compare(`a=${a}&b=tiny-student&suite=own/other`))).detail;
    expect(await ask("external/gone")).toBe("external/gone has no whole run on the rows that own/other has now.");
    expect(await ask("external/none")).toBe("There is no model external/none.");
  });

  test("runs on different suites, on different rows, and of different length", async () => {
    await putRun("run-suite", { ...suite, id: "own/other" }, GOLD, GOLD);
    await putRun("run-rows", { ...suite, sha256: "f".repeat(64) }, GOLD, GOLD);
    await putRun("run-short", suite, GOLD, "nnn", { limit: 3 });
    await expectJson(422, compare("run_a=run-a&run_b=run-suite"));
    await expectJson(409, compare("run_a=run-a&run_b=run-rows"));
    const problem = await expectJson(409, compare("run_a=run-a&run_b=run-short"));
    expect(problem.detail).toBe("The runs cover different rows: 7 are only in a, 0 only in b, row-3 for one.");
  });
});
