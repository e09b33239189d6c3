import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test } from "vitest";
import { PERTURBATION_NAMES } from "../../eval/perturbations/index.ts";
import { RobustnessReport } from "../../eval/reports/robustness-report.ts";
import { mcnemarExact } from "../../eval/statistics/mcnemar.ts";
import { newcombePaired } from "../../eval/statistics/newcombe-paired.ts";
import { signFlip } from "../../eval/statistics/sign-flip.ts";
import { wilson } from "../../eval/statistics/wilson.ts";
import { predictionsKey } from "../../r2-assets/format/keys.ts";
import type { BehaviouralPrediction } from "../../r2-assets/format/prediction.ts";
import type { SuiteInfo } from "../../r2-assets/format/suite.ts";
import { suiteStore } from "../storage/suite-store.ts";
import { ask, expectJson, ndjson, putSuite } from "../test/api.ts";
import { publish } from "../test/artefacts.ts";
import { putRun, rowsOf } from "../test/recorded-runs.ts";

const GOLD = "nnnnnppppp";
let suite: SuiteInfo;
let versions: Record<"teacher" | "student", string>;
let student: { model: string; version: string };
let teacher: { model: string; version: string };
beforeEach(async () => {
  versions = await publish("teacher", "student");
  suite = await expectJson(201, putSuite("glue/sst2", rowsOf(GOLD)));
  student = { model: "tiny-student", version: versions.student };
  teacher = { model: "tiny-teacher", version: versions.teacher };
  await putRun("teacher-clean", suite, GOLD, GOLD, teacher);
  await putRun("student-clean", suite, GOLD, "nnnnnppppn", student); // row 9 wrong
});

const report = async (query = ""): Promise<RobustnessReport> =>
  RobustnessReport.parse(
    await expectJson(200, ask(`/v1/robustness?model=tiny-student&suite=glue/sst2${query}`, { key: null })),
  );

describe("under a perturbation", () => {
  beforeEach(async () => {
    await putRun("student-case", suite, GOLD, "ppnnnppn..", { ...student, perturbation: "Case", unchanged: 2 }); // 0, 1, 7 wrong
    await putRun("teacher-case", suite, GOLD, "nnnnnppn..", { ...teacher, perturbation: "Case", unchanged: 2 }); // 7 wrong
  });

  test("model and teacher are held against themselves on the changed rows, and then against each other", async () => {
    const { perturbations, metric, clean } = await report();
    expect(metric).toBe("accuracy");
    expect(clean).toMatchObject({ score: 0.9, ci95: wilson(9, 10), run: "student-clean", teacher: { score: 1 } });
    expect(perturbations).toEqual([
      {
        ...{ name: "Case", run: "student-case", rows: 8, unchanged: 2, clean_run: "student-clean" },
        ...{ clean: 1, score: 5 / 8, ci95: wilson(5, 8), drop: 3 / 8, p_value: mcnemarExact(3, 0) },
        drop_ci95: newcombePaired({ both: 5, aOnly: 3, bOnly: 0, neither: 0 }),
        ...{ flips: 3 / 8, retention: 5 / 8 },
        teacher: expect.objectContaining({ run: "teacher-case", clean: 1, score: 7 / 8, drop: 1 / 8, flips: 1 / 8 }),
        difference_in_differences: {
          ...{ rows: 8, value: expect.closeTo(2 / 8, 14), ci95: expect.any(Array), test: "sign-flip" },
          ...{ p_value: await signFlip([1, 1]), p_holm: await signFlip([1, 1]) },
        },
      },
    ]);
  });

  test("the second report needs no predictions, and a new run changes it", async () => {
    const first = await report();
    for (const run of ["student-clean", "student-case", "teacher-clean", "teacher-case"])
      await env.BUCKET.delete(predictionsKey(run));
    expect(await report()).toEqual(first);
    await putRun("student-clean", suite, GOLD, GOLD, student);
    await putRun("student-newer", suite, GOLD, "nnnnnppp..", {
      ...student,
      perturbation: "Case",
      created_at: "2027-01-01T00:00:00Z",
    });
    await putRun("teacher-clean", suite, GOLD, GOLD, teacher);
    await putRun("teacher-case", suite, GOLD, "nnnnnppn..", { ...teacher, perturbation: "Case" });
    expect((await report()).perturbations[0]).toMatchObject({
      run: "student-newer",
      drop: 0,
      teacher: { drop: 1 / 8 },
    });
  });

  test("the list goes by the ten names, and the mean is over those that are there", async () => {
    await putRun("student-typos", suite, GOLD, GOLD, { ...student, perturbation: "CharTypos" });
    const { perturbations, mean } = await report();
    expect(perturbations.map(({ name, teacher: t }) => [name, t === null])).toEqual([
      ["CharTypos", true],
      ["Case", false],
    ]);
    expect(mean).toMatchObject({
      perturbations: 2,
      drop: (3 / 8 - 0.1) / 2,
      teacher: { perturbations: 1, drop: 1 / 8 },
    });
  });

  test("a sample is held against a whole clean run, and says that it is one", async () => {
    await putRun("student-split", suite, GOLD, "nnn.......", { ...student, perturbation: "WordSplits", sample: 3 });
    expect((await report()).perturbations.find(({ name }) => name === "WordSplits")).toMatchObject({
      ...{ rows: 3, sample: 3, clean_run: "student-clean", clean: 1, drop: 0 },
    });
  });

  test("runs that were cut by limit, of other versions and of other rows stand for nothing", async () => {
    const newer = { ...student, perturbation: "Case", created_at: "2027-01-01T00:00:00Z" };
    await putRun("cut", suite, GOLD, "nn........", { ...newer, limit: 2 });
    await putRun("version", suite, GOLD, GOLD, { ...newer, version: "9".repeat(12) });
    await putRun("rows", { ...suite, sha256: "f".repeat(64) }, GOLD, GOLD, newer);
    expect((await report()).perturbations[0]?.run).toBe("student-case");
  });

  test("as CSV: a figure a line", async () => {
    const path = "/v1/robustness?model=tiny-student&suite=glue/sst2";
    const response = await ask(path, { headers: { accept: "text/csv" } });
    const lines = (await response.text()).trim().split("\r\n");
    expect(lines[0]).toMatch(/^part,suite,name,metric,run,rows,sample,clean,score,/);
    expect(lines[1]).toMatch(/^clean,glue\/sst2,,accuracy,student-clean,10,,,0\.9,/);
    expect(lines[2]).toMatch(/^perturbation,glue\/sst2,Case,accuracy,student-case,8,,1,0\.625,/);
    expect(lines.slice(3).map((line) => line.split(",")[0])).toContain("label_shift");
  });
});

test("out of distribution: a stress suite's score beside the home score, and whether the student loses more", async () => {
  const imdb: SuiteInfo = await expectJson(201, putSuite("imdb/test", rowsOf("npnpnp")));
  await putRun("student-imdb", imdb, "npnpnp", "nnnppp", { ...student, sample: 6 }); // 4 of 6
  await putRun("teacher-imdb", imdb, "npnpnp", "npnpnn", teacher); // 5 of 6
  const [shift] = (await report()).out_of_distribution;
  expect(shift).toMatchObject({
    ...{
      suite: "imdb/test",
      metric: "accuracy",
      run: "student-imdb",
      sample: 6,
      clean: 0.9,
      clean_run: "student-clean",
    },
    ...{ score: 4 / 6, drop: expect.closeTo(0.9 - 4 / 6, 14), retention: expect.closeTo(4 / 6 / 0.9, 14) },
    teacher: { score: 5 / 6, clean: 1 },
  });
  expect(shift?.difference_in_differences).toMatchObject({ rows: 6, test: "bootstrap" });
  expect(shift?.difference_in_differences?.value).toBeCloseTo(0.9 - 4 / 6 - (1 - 5 / 6), 14);
});

test("behavioural tests: failure rates by test and by capability, beside the teacher's", async () => {
  const { status: _, ...sst2 } = suite as SuiteInfo & { status: string };
  const info: SuiteInfo = { ...sst2, id: "checklist/sentiment", behavioural: true, metrics: ["failure_rate"] };
  await suiteStore(env.DB).put(info, "absent");
  const put = async (id: string, who: typeof student, outcomes: string) => {
    await putRun(id, info, GOLD, GOLD, { ...who, metrics: {}, primary: "failure_rate", rows: outcomes.length });
    const predictions = [...outcomes].map(
      (letter, i): BehaviouralPrediction => ({
        ...{
          id: `case-${i}`,
          test: i < 2 ? "negation" : "names",
          type: i < 2 ? "MFT" : "INV",
          capability: i < 2 ? "Negation" : "Fairness",
        },
        ...{ prediction: ["negative"], scores: null, gold: null, correct: letter === "1" },
      }),
    );
    await env.BUCKET.put(predictionsKey(id), ndjson(predictions));
  };
  await put("student-cl", student, "0011");
  await put("teacher-cl", teacher, "1111");
  const [behavioural] = (await report()).behavioural;
  expect(behavioural).toMatchObject({
    ...{ suite: "checklist/sentiment", run: "student-cl", teacher_run: "teacher-cl" },
    tests: [
      {
        capability: "Negation",
        type: "MFT",
        test: "negation",
        rows: 2,
        failure_rate: 1,
        difference: 1,
        p_value: mcnemarExact(2, 0),
      },
      { capability: "Fairness", type: "INV", test: "names", failure_rate: 0, teacher: { failure_rate: 0 } },
    ],
  });
});

test("the clean run is cut by label and length, and asked about other label shares", async () => {
  const { slices, label_shift } = await report();
  expect(slices.map(({ by, value, rows, difference }) => [by, value, rows, difference])).toEqual([
    ["label", "negative", 5, 0],
    ["label", "positive", 5, expect.closeTo(-0.2, 14)],
    ["length", "1-8 words", 10, expect.closeTo(-0.1, 14)],
  ]);
  expect(label_shift.find(({ prior }) => prior.negative === 0.9)).toMatchObject({
    score: expect.closeTo(0.9 + 0.1 * 0.8, 14),
    teacher: { score: 1 },
  });
});

test("of a scored-only suite nothing is told of less than ten rows", async () => {
  expect((await report()).label_shift).toHaveLength(5);
  await expectJson(200, putSuite("glue/sst2?visibility=scored-only", rowsOf(GOLD)));
  const { clean, slices, label_shift } = await report();
  expect(clean).toMatchObject({ score: 0.9 });
  expect(slices.map(({ by, rows }) => [by, rows])).toEqual([["length", 10]]);
  expect(label_shift).toEqual([]);
});

test("another primary metric makes another report", async () => {
  const info: SuiteInfo = await expectJson(
    201,
    putSuite("own/order?metrics=f1&labels=negative,positive", rowsOf(GOLD)),
  );
  await putRun("order-clean", info, GOLD, GOLD, student);
  await putRun("order-case", info, GOLD, "nnnnnppppn", { ...student, perturbation: "Case" });
  const path = "/v1/robustness?model=tiny-student&suite=own/order";
  const drop = async () => (await expectJson(200, ask(path))).perturbations[0].drop;
  expect(await drop()).toBeCloseTo(1 - 8 / 9, 14); // F1 of positive: one of five missed
  await expectJson(200, putSuite("own/order?metrics=accuracy", rowsOf(GOLD)));
  expect(await drop()).toBeCloseTo(1 / 10, 14);
});

test("any model can be put in the teacher's place, and one without a teacher stands alone", async () => {
  const alone = await expectJson(200, ask("/v1/robustness?model=tiny-teacher&suite=glue/sst2"));
  expect(alone).toMatchObject({ teacher: null, clean: { score: 1, teacher: null } });
  const against = await expectJson(200, ask("/v1/robustness?model=tiny-teacher&suite=glue/sst2&teacher=tiny-student"));
  expect(against).toMatchObject({ teacher: student, clean: { teacher: { score: 0.9 } } });
});

test("with all ten perturbations the leaderboard has the share of the score that is left", async () => {
  const robustness = async () =>
    (await expectJson(200, ask("/v1/leaderboard?suite=glue/sst2"))).rows.find(
      (row: { model: string }) => row.model === "tiny-student",
    ).robustness;
  for (const perturbation of PERTURBATION_NAMES.slice(1))
    await putRun(`run-${perturbation.toLowerCase()}`, suite, GOLD, "nnnnnppppp", { ...student, perturbation });
  expect(await robustness()).toBeNull();
  await putRun("run-last", suite, GOLD, "nnnnppppp.", { ...student, perturbation: PERTURBATION_NAMES[0] });
  expect(await robustness()).toBeCloseTo((9 * (1 / 0.9) + 8 / 9) / 10, 12);
});

describe("refuses", () => {
  test.each([
    ["an unknown model", "model=nobody&suite=glue/sst2", 404, "There is no model nobody."],
    ["an unknown suite", "model=tiny-student&suite=no/such", 404, "There is no suite no/such."],
    ["an unknown stress suite", "model=tiny-student&suite=glue/sst2&stress=no/such", 404, "There is no suite no/such."],
    ["an unknown teacher", "model=tiny-student&suite=glue/sst2&teacher=nobody", 404, "There is no model nobody."],
  ])("%s", async (_, query, status, detail) => {
    expect((await expectJson(status, ask(`/v1/robustness?${query}`))).detail).toBe(detail);
  });

  test("a question without a suite, and a model that has not been evaluated", async () => {
    await expectJson(422, ask("/v1/robustness?model=tiny-student"));
    await expectJson(201, putSuite("own/other", rowsOf("np")));
    expect((await expectJson(404, ask("/v1/robustness?model=tiny-student&suite=own/other"))).detail).toBe(
      `tiny-student@${versions.student} has no run on own/other: evaluate it first.`,
    );
  });
});

test("a model that is not here is held against the teacher that its run tells of", async () => {
  await putRun("absent-clean", suite, GOLD, "nnnnnpppnn", {
    ...{ model: "absent-student", version: "6".repeat(12), parameters: 100, bytes: 400 },
    teacher: { id: teacher.model, version: teacher.version, parameters: 200, bytes: 800 },
  });
  const found = await expectJson(200, ask("/v1/robustness?model=absent-student&suite=glue/sst2", { key: null }));
  expect(found).toMatchObject({ teacher, clean: { score: 0.8, teacher: { score: 1 } } });
});
