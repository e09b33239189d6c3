/** Many requests at once: one variant a unit, one row an answer, one count a word of feedback, one fold of each. */
import { env } from "cloudflare:workers";
import { beforeEach, expect, test } from "vitest";
import { turnQueue } from "../../runtime/shared-queue.ts";
import { ask, expectJson } from "../../test/api.ts";
import { publish } from "../../test/artefacts.ts";
import { begin, inferAs, judge, report } from "../../test/experiments.ts";

beforeEach(() => publish("teacher", "student"));

const count = (table: string) => env.DB.prepare(`SELECT COUNT(*) AS n FROM experiment_${table}`).first<number>("n");
const total = (variants: Record<string, number>[], what: string) => variants.reduce((sum, one) => sum + one[what]!, 0);

test("the first requests of a unit, at once and while weights change, get the same variant", async () => {
  for (const [round, weight] of [0, 1].entries()) {
    const variants = [
      { model: "tiny-teacher", weight },
      { model: "tiny-student", weight: 1 - weight },
    ];
    const { id } = await begin({ name: `round ${round}`, variants });
    const weights = { "tiny-teacher": 1 - weight, "tiny-student": weight };
    const answers = await Promise.all(
      Array.from({ length: 24 }, async (_, i) => {
        if (i === 8) await expectJson(200, ask(`/v1/experiments/${id}`, { method: "PATCH", body: { weights } }));
        return (await expectJson(200, inferAs(id, "one"))).variant as string;
      }),
    );
    expect(new Set(answers).size).toBe(1);
    const { variants: found } = await report(id);
    expect([total(found, "units"), total(found, "answers")]).toEqual([1, 24]);
  }
});

test("what is shed in a burst has no row, and all else exactly one that counts", async () => {
  const { id } = await begin();
  // As many as may wait; a test before this one may have left some behind.
  const others = Array.from({ length: 128 - turnQueue.lengths().request }, () => turnQueue.enter({ flops: 1 }));
  const burst = Array.from({ length: 200 }, (_, i) => inferAs(id, `unit-${i}`));
  await Promise.race(burst).finally(() => {
    for (const other of others) other.leave();
  });
  const answers = await Promise.all(burst);
  const statuses = new Set(answers.map(({ status }) => status));
  expect([...statuses].filter((status) => status !== 200 && status !== 429)).toEqual([]);
  expect(statuses.size).toBe(2);
  for (const answer of answers) if (answer.status === 429) expect(answer.headers.get("retry-after")).not.toBeNull();
  const given = answers.filter(({ status }) => status === 200);
  const assignments = await Promise.all(
    given.map(async (answer) => (await expectJson(200, answer)).assignment as string),
  );
  expect([await count("answers"), await count("units")]).toEqual([given.length, given.length]);

  // Everybody says it three times, while many look.
  const said = assignments.flatMap((assignment) =>
    [true, false, true].map((correct) => judge(id, assignment, { correct })),
  );
  const looks = Array.from({ length: 8 }, () => report(id));
  for (const { status } of await Promise.all(said)) expect(status).toBe(204);
  await Promise.all(looks);
  const { variants, checks } = await report(id);
  for (const what of ["units", "answers", "judged", "n"]) expect(total(variants, what)).toBe(given.length);
  expect(checks.assignment.ok).toBe(true);
});

test("folds at once come to what one comes to", async () => {
  const { id } = await begin();
  for (let i = 0; i < 40; i++) {
    const { assignment } = await expectJson(200, inferAs(id, `unit-${i % 30}`));
    await judge(id, assignment, { correct: i % 3 === 0, latency_ms: i });
  }
  const reports = await Promise.all(Array.from({ length: 12 }, () => report(id)));
  for (const one of reports) expect(one).toEqual(reports[0]);
  expect(total(reports[0].variants, "n")).toBe(30);
  const parts = await count("progress");
  // Forgotten and folded anew it is the same to the last bit.
  const body = () => env.DB.prepare("SELECT body FROM experiment_progress").first<string>("body");
  const before = await body();
  await env.DB.prepare("DELETE FROM experiment_progress").run();
  expect(await report(id)).toEqual(reports[0]);
  expect([await count("progress"), await body()]).toEqual([parts, before]);
});
