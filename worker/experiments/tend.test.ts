/** What the cron does: logs are folded, and what is too old goes, once it is folded. */
import { env } from "cloudflare:workers";
import { beforeEach, expect, test } from "vitest";
import { assignmentStore } from "../storage/assignment-store.ts";
import { deleteExpired } from "../storage/experiment-rows.ts";
import { expectJson } from "../test/api.ts";
import { publish } from "../test/artefacts.ts";
import { begin, inferAs, judge, report } from "../test/experiments.ts";
import { tendExperiments } from "./tend.ts";

beforeEach(() => publish("teacher", "student"));

const count = (table: string) => env.DB.prepare(`SELECT COUNT(*) AS n FROM experiment_${table}`).first<number>("n");
const counts = async () => [await count("units"), await count("answers"), await count("feedback")];
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000);

/** Makes an answer and what was said of it so much older. */
const age = (assignment: string, days: number) =>
  env.DB.prepare("UPDATE experiment_answers SET answered_at = ? WHERE id = ?")
    .bind(inDays(-days).toISOString(), assignment)
    .run();

const answered = async (id: string, unit: string, correct?: boolean) => {
  const { assignment } = await expectJson(200, inferAs(id, unit));
  if (correct !== undefined) await judge(id, assignment, { correct });
  return assignment as string;
};

test("rows go when feedback_days are over, and figures stay", async () => {
  const { id } = await begin({ feedback_days: 30 });
  for (const unit of ["a", "b", "c"]) await answered(id, unit, true);
  await tendExperiments(env, inDays(29));
  expect(await counts()).toEqual([3, 3, 3]);
  expect(await env.DB.prepare("SELECT answers, feedback, n FROM experiment_progress").first()).toEqual({
    ...{ answers: 3, feedback: 3, n: 3 },
  });
  await tendExperiments(env, inDays(31));
  expect(await counts()).toEqual([0, 0, 0]);
  const { variants } = await report(id);
  expect(variants.reduce((sum: number, { n }: { n: number }) => sum + n, 0)).toBe(3);
});

test("what was not folded is not deleted, however old", async () => {
  const { id } = await begin();
  await answered(id, "a");
  await report(id);
  await answered(id, "b", true);
  const number = (await env.DB.prepare("SELECT number FROM experiments").first<number>("number"))!;
  expect(await deleteExpired(env.DB, number, inDays(1))).toBe(true);
  expect(await deleteExpired(env.DB, number, inDays(1))).toBe(false);
  expect(await counts()).toEqual([1, 1, 1]);
});

test("a log whose rows are gone goes on counting where it was", async () => {
  const { id } = await begin();
  for (const unit of ["a", "b"]) await answered(id, unit, true);
  await tendExperiments(env, inDays(31));
  expect(await counts()).toEqual([0, 0, 0]);
  await answered(id, "c", false);
  const { variants } = await report(id);
  expect(variants.reduce((sum: number, { n }: { n: number }) => sum + n, 0)).toBe(3);
  expect(await env.DB.prepare("SELECT MAX(number) AS n FROM experiment_answers").first("n")).toBe(3);
});

test("a unit that still asks stays, with its variant, and is not counted twice", async () => {
  const { id } = await begin();
  await age(await answered(id, "a", true), 40);
  const newer = await answered(id, "a");
  await tendExperiments(env);
  expect(await counts()).toEqual([1, 1, 0]);
  await judge(id, newer, { correct: false });
  const { variants } = await report(id);
  const seen = variants.find(({ units }: { units: number }) => units === 1);
  expect(seen).toMatchObject({ units: 1, answers: 2, judged: 2, n: 1, accuracy: { value: 1 } });
});

test("of several experiments each keeps its own days; one that is being deleted goes on going", async () => {
  const { id: short } = await begin({ name: "short", feedback_days: 1 });
  const { id: long } = await begin({ name: "long", feedback_days: 90 });
  for (const id of [short, long]) await answered(id, "a", true);
  await tendExperiments(env, inDays(2));
  expect(await counts()).toEqual([1, 1, 1]);
  await env.DB.prepare("UPDATE experiments SET status = 'deleted', name = NULL WHERE id = ?").bind(long).run();
  await tendExperiments(env);
  expect(await counts()).toEqual([0, 0, 0]);
  expect(await env.DB.prepare("SELECT COUNT(*) AS n FROM experiments").first("n")).toBe(1);
});

test("a unit that goes while its answer is computed is drawn anew", async () => {
  const { id } = await begin();
  await answered(id, "a");
  const { hash, variant } = (await env.DB.prepare("SELECT hash, variant FROM experiment_units").first<{
    hash: string;
    variant: number;
  }>())!;
  const known = { experiment: id, unit: hash, variant, weights: null, assignment: "late", label: "positive" };
  await tendExperiments(env, inDays(31));
  // Its variant may have no weight by now: no row may say that it was drawn by those.
  expect(await assignmentStore(env.DB).answered(known)).toMatchObject({ written: false, variant: null });
  expect(await counts()).toEqual([0, 0, 0]);
});

test("more rows than a part holds are folded and deleted whole", async () => {
  const { id } = await begin();
  const { number } = (await env.DB.prepare("SELECT number FROM experiments WHERE id = ?")
    .bind(id)
    .first<{ number: number }>())!;
  const many = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 4500)";
  await env.DB.batch([
    env.DB.prepare(
      `INSERT INTO experiment_units (number, experiment, hash, variant, weights, assigned_at) ${many}
       SELECT i, ?, 'h' || i, i % 2, '[0.5,0.5]', '2026-01-01T00:00:00.000Z' FROM n`,
    ).bind(number),
    env.DB.prepare(
      `INSERT INTO experiment_answers (number, id, experiment, unit, first, variant, label, answered_at) ${many}
       SELECT i, 'a' || i, ?, i, 1, i % 2, 'positive', '2026-01-01T00:00:00.000Z' FROM n`,
    ).bind(number),
    env.DB.prepare(
      `INSERT INTO experiment_feedback (number, experiment, answer, unit, counts, correct, judged_at) ${many}
       SELECT i, ?, i, i, 1, i % 3 = 0, '2026-01-01T00:00:00.000Z' FROM n`,
    ).bind(number),
  ]);
  await tendExperiments(env);
  expect(await counts()).toEqual([0, 0, 0]);
  expect((await report(id)).variants).toMatchObject([
    { units: 2250, answers: 2250, n: 2250, accuracy: { value: 750 / 2250 } },
    { units: 2250, answers: 2250, n: 2250, accuracy: { value: 750 / 2250 } },
  ]);
});
