import { env } from "cloudflare:workers";
import { beforeEach, expect, test } from "vitest";
import { ask, expectJson } from "../../test/api.ts";
import { publish } from "../../test/artefacts.ts";
import { begin, inferAs, judge, report, SPLIT } from "../../test/experiments.ts";

let versions: Record<"teacher" | "student", string>;
beforeEach(async () => {
  versions = await publish("teacher", "student");
});

test("a new experiment has its versions pinned, and nothing known", async () => {
  const made = await ask("/v1/experiments", { body: SPLIT });
  const body = await expectJson(201, made);
  expect(made.headers.get("location")).toBe(`/v1/experiments/${body.id}`);
  const none = { units: 0, answers: 0, judged: 0, n: 0, accuracy: null, latency: null, agreement: null };
  const difference = {
    ...{ variant: "tiny-student", against: "tiny-teacher", n: 0, value: null, ci95: null, verdict: "not-yet" },
    ...{ decided: false, decided_at: null, history: [], words: expect.stringMatching(/^No judged unit .*\.$/) },
  };
  expect(body).toEqual({
    ...{ id: expect.stringMatching(/^exp-[0-9a-f]{16}$/), name: "teacher or student", task: "text-classification" },
    ...{ labels: ["negative", "positive"], mode: "split", status: "running", margin: 0.02, feedback_days: 30 },
    ...{ created_at: expect.any(String), stopped_at: null },
    variants: [
      { name: "tiny-teacher", model: "tiny-teacher", version: versions.teacher, runtime: null, weight: 0.5, ...none },
      { name: "tiny-student", model: "tiny-student", version: versions.student, runtime: null, weight: 0.5, ...none },
    ],
    difference,
    differences: [difference],
    checks: { assignment: { p_value: 1, ok: true }, feedback: { p_value: 1, ok: true } },
  });
  expect(await report(body.id)).toEqual(body);
});

test("a unit is answered as its variant's model answers, always the same one, and judged by its first judged answer", async () => {
  const { id } = await begin();
  const units = Array.from({ length: 12 }, (_, i) => `unit-${i}`);
  const seen = new Map<string, string>();
  const rights = new Map<string, number>();
  for (const round of [0, 1]) {
    for (const unit of units) {
      const answer = await inferAs(id, unit);
      const { answer: body, assignment, variant } = await expectJson(200, answer);
      expect(body).toEqual(await expectJson(200, ask(`/models/${variant}`, { body: { inputs: "a warm film" } })));
      expect(answer.headers.get("x-retort-model")).toBe(`${variant}@${versions[variant.slice(5) as "teacher"]}`);
      expect(seen.get(unit) ?? variant).toBe(variant);
      seen.set(unit, variant);
      const correct = body[0][0].label === "positive";
      if (round === 0 && correct) rights.set(variant, (rights.get(variant) ?? 0) + 1);
      expect((await judge(id, assignment, { label: "positive", latency_ms: 20 })).status).toBe(204);
    }
  }
  expect(new Set(seen.values()).size).toBe(2);
  const { variants, difference } = await report(id);
  for (const { name, ...variant } of variants) {
    const of = [...seen.values()].filter((one) => one === name).length;
    expect(variant).toMatchObject({ units: of, answers: 2 * of, judged: 2 * of, n: of });
    expect(variant.accuracy.value).toBe((rights.get(name) ?? 0) / of);
    expect(variant.latency.n).toBe(2 * of);
    expect(variant.latency.p50 / 20).toBeCloseTo(1, 1);
  }
  expect(difference).toMatchObject({ n: 12, verdict: "not-yet", decided: false });
  const { experiments } = await expectJson(200, ask("/v1/experiments", { key: null }));
  expect(experiments).toMatchObject([{ id, variants: ["tiny-teacher", "tiny-student"], verdict: "not-yet", n: 12 }]);
});

test("units that have a variant keep it when weights change; new ones come by the new weights", async () => {
  const { id } = await begin({
    variants: [
      { model: "tiny-teacher", weight: 1 },
      { model: "tiny-student", weight: 0 },
    ],
  });
  const variantOf = async (unit: string) => (await expectJson(200, inferAs(id, unit))).variant;
  for (const unit of ["a", "b", "c"]) expect(await variantOf(unit)).toBe("tiny-teacher");
  const weights = { "tiny-teacher": 0, "tiny-student": 1 };
  const changed = await expectJson(200, ask(`/v1/experiments/${id}`, { method: "PATCH", body: { weights } }));
  expect(changed.variants.map(({ weight }: { weight: number }) => weight)).toEqual([0, 1]);
  for (const unit of ["a", "b", "c"]) expect(await variantOf(unit)).toBe("tiny-teacher");
  for (const unit of ["d", "e", "f"]) expect(await variantOf(unit)).toBe("tiny-student");
  expect((await report(id)).checks.assignment).toEqual({ p_value: 1, ok: true });
});

test("a stopped experiment answers nobody, and takes feedback for what it answered", async () => {
  const { id } = await begin();
  const { assignment } = await expectJson(200, inferAs(id, "a"));
  const stop = () => ask(`/v1/experiments/${id}`, { method: "PATCH", body: { status: "stopped" } });
  const { status, stopped_at } = await expectJson(200, stop());
  expect([status, (await expectJson(200, stop())).stopped_at]).toEqual(["stopped", stopped_at]);
  for (const unit of ["a", "b"]) expect((await expectJson(409, inferAs(id, unit))).type).toBe("experiment-stopped");
  expect((await judge(id, assignment, { correct: true })).status).toBe(204);
  const weights = { "tiny-teacher": 0, "tiny-student": 1 };
  expect((await expectJson(409, ask(`/v1/experiments/${id}`, { method: "PATCH", body: { weights } }))).detail).toBe(
    "teacher or student is stopped: its weights stay as they were.",
  );
  const { variants } = await report(id);
  expect(variants.reduce((sum: number, { n }: { n: number }) => sum + n, 0)).toBe(1);
});

test("feedback that is repeated counts once, and the first stays", async () => {
  const { id } = await begin();
  const { assignment } = await expectJson(200, inferAs(id, "a"));
  for (const correct of [true, true, false]) expect((await judge(id, assignment, { correct })).status).toBe(204);
  const { variants } = await report(id);
  const judged = variants.find(({ n }: { n: number }) => n > 0);
  expect(judged).toMatchObject({ n: 1, judged: 1, accuracy: { value: 1 } });
});

test("what is deleted is gone with all its rows, and its name is free", async () => {
  const { id } = await begin();
  const { assignment } = await expectJson(200, inferAs(id, "a"));
  await judge(id, assignment, { correct: true });
  await report(id);
  expect((await ask(`/v1/experiments/${id}`, { method: "DELETE" })).status).toBe(204);
  for (const table of [
    "experiments",
    "experiment_units",
    "experiment_answers",
    "experiment_feedback",
    "experiment_progress",
  ])
    expect(await env.DB.prepare(`SELECT COUNT(*) AS n FROM ${table}`).first("n")).toBe(0);
  expect((await ask(`/v1/experiments/${id}`)).status).toBe(404);
  expect((await ask(`/v1/experiments/${id}`, { method: "DELETE" })).status).toBe(404);
  expect((await inferAs(id, "a")).status).toBe(404); // although this isolate knew it
  expect((await judge(id, assignment, { correct: true })).status).toBe(404);
  await begin();
});

test("the number of one that was deleted is not given again", async () => {
  const number = async () => (await env.DB.prepare("SELECT number FROM experiments").first<number>("number"))!;
  const { id } = await begin();
  const before = await number();
  expect((await ask(`/v1/experiments/${id}`, { method: "DELETE" })).status).toBe(204);
  await begin();
  expect(await number()).toBeGreaterThan(before);
});

test("nothing of a text, a unit's name or an answer's words is stored", async () => {
  const { id } = await begin();
  await expectJson(200, inferAs(id, "somebody@example.org", { inputs: "a secret text" }));
  const tables = await Promise.all(
    ["experiments", "experiment_units", "experiment_answers"].map((table) =>
      env.DB.prepare(`SELECT * FROM ${table}`).all(),
    ),
  );
  const stored = JSON.stringify(tables.map(({ results }) => results));
  for (const secret of ["somebody", "secret"]) expect(stored).not.toContain(secret);
});

test("the export has a line an answer, as NDJSON and as CSV", async () => {
  const { id } = await begin();
  const first = await expectJson(200, inferAs(id, "a"));
  const again = await expectJson(200, inferAs(id, "a"));
  await judge(id, again.assignment, { label: "positive", latency_ms: 12.5 });
  const path = `/v1/experiments/${id}/assignments`;
  const lines = (await (await ask(path)).text())
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  const predicted = first.answer[0][0].label;
  const common = {
    ...{ unit: expect.any(Number), variant: first.variant, weights: { "tiny-teacher": 0.5, "tiny-student": 0.5 } },
    ...{ assigned_at: expect.any(String), predicted },
  };
  expect(lines).toEqual([
    {
      ...common,
      assignment: first.assignment,
      feedback: null,
      latency_ms: null,
      judged_at: null,
      label: null,
      correct: null,
      counts: null,
    },
    {
      ...{
        ...common,
        assignment: again.assignment,
        feedback: 1,
        latency_ms: 12.5,
        judged_at: expect.any(String),
        label: "positive",
      },
      ...{ correct: predicted === "positive", counts: true },
    },
  ]);
  const csv = await (await ask(path, { headers: { accept: "text/csv" } })).text();
  expect(csv.split("\r\n")[0]).toBe(
    "unit,assignment,variant,weight tiny-teacher,weight tiny-student,assigned_at,predicted,feedback,latency_ms,judged_at,label,correct,counts",
  );
  expect(csv.split("\r\n")).toHaveLength(4);
  expect((await ask(path, { key: null })).status).toBe(401);
});
