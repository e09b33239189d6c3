import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { evalStore } from "./eval-store.ts";
import type { EvaluationParams } from "./evaluation-params.ts";

const evals = evalStore(env.DB);

const params = (id: string, second: number): EvaluationParams => ({
  id,
  model: "m",
  version: "0".repeat(12),
  method: "kd",
  card: { parameters: 100, bytes: 400, teacher: null },
  runtime: "ort",
  suite: "own/films",
  suite_sha256: "a".repeat(64),
  kind: "classification",
  metrics: ["accuracy"],
  visibility: "public",
  created_at: new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString(),
  code: "test",
});

/** Puts evaluations in the order given: `a1` is the first of owner a. */
async function queue(...ids: string[]) {
  for (const [i, id] of ids.entries()) await evals.add(params(id, i), id[0]!, 10);
}

const turn = async (most = 1) => (await evals.admit(most))?.id ?? null;

/** The order in which evaluations get their turns, `most` at once, the longest running one ending first. */
async function order(most: number): Promise<string> {
  const running: string[] = [];
  const all: string[] = [];
  for (;;) {
    for (let id = await turn(most); id !== null; id = await turn(most)) {
      running.push(id);
      all.push(id);
    }
    const oldest = running.shift();
    if (oldest === undefined) return all.join(" ");
    await evals.end(oldest, "complete");
  }
}

test("one owner's evaluations go in the order they were asked for", async () => {
  await queue("a1", "a2", "a3", "a4");
  expect(await order(2)).toBe("a1 a2 a3 a4");
});

test("turns go round the owners, whoever asked first and for however many", async () => {
  await queue("a1", "a2", "a3", "a4", "a5", "b1", "b2", "b3", "c1", "c2");
  expect(await order(1)).toBe("a1 b1 c1 a2 b2 c2 a3 b3 a4 a5");
});

test("with two at once, the owner with fewer running goes first", async () => {
  await queue("a1", "a2", "a3", "a4", "b1", "b2", "c1", "c2");
  expect(await order(2)).toBe("a1 b1 c1 a2 b2 c2 a3 a4");
  await queue("a6", "a7", "a8");
  expect([await turn(3), await turn(3)]).toEqual(["a6", "a7"]);
  await queue("b6");
  await evals.end("a6", "failed", "no luck");
  expect(await turn(3)).toBe("b6");
});

test("who has fewer running goes before who waited longer", async () => {
  await queue("a1", "a2", "b1", "b2");
  expect([await turn(2), await turn(2)]).toEqual(["a1", "b1"]);
  await evals.end("b1", "complete");
  expect(await turn(2)).toBe("b2"); // a's last turn is longer ago, but one of a's runs
});

test("no more run than may, not even when many ask at once", async () => {
  await queue("a1", "a2", "a3", "b1", "b2");
  const turns = await Promise.all(Array.from({ length: 10 }, () => turn(2)));
  expect(turns.filter((id) => id !== null).sort()).toEqual(["a1", "b1"]);
  expect((await evals.running()).map(({ params: { id } }) => id).sort()).toEqual(["a1", "b1"]);
  expect(await turn(2)).toBeNull();
});

test("a cancelled one is passed over, and what is over makes no more progress", async () => {
  await queue("a1", "a2");
  expect(await evals.progress("a1", 1, 10)).toBe(false);
  expect(await evals.end("a1", "cancelled")).toBe(true);
  expect(await turn()).toBe("a2");
  expect(await evals.progress("a2", 3, 10)).toBe(true);
  expect(await evals.end("a2", "failed", "no luck")).toBe(true);
  expect(await evals.end("a2", "complete")).toBe(false);
  expect(await evals.progress("a2", 4, 10)).toBe(false);
  expect(await evals.get("a2")).toMatchObject({ status: "failed", error: "no luck", progress: { done: 3, total: 10 } });
});

test("the list goes newest first and filters by status", async () => {
  await queue("a1", "b1", "a2");
  await turn();
  const ids = async (...asked: Parameters<typeof evals.list>) =>
    (await evals.list(...asked)).map(({ params: { id } }) => id);
  expect(await ids(undefined, 10)).toEqual(["a2", "b1", "a1"]);
  expect(await ids(undefined, 2)).toEqual(["a2", "b1"]);
  expect(await ids("running", 10)).toEqual(["a1"]);
  expect(await ids("failed", 10)).toEqual([]);
});

test("rows are needed as long as an evaluation that is not over is pinned to them", async () => {
  await queue("a1");
  expect(await evals.needsRows("own/films", "a".repeat(64))).toBe(true);
  expect(await evals.needsRows("own/films", "b".repeat(64))).toBe(false);
  await turn();
  expect(await evals.needsRows("own/films", "a".repeat(64))).toBe(true);
  await evals.end("a1", "complete");
  expect(await evals.needsRows("own/films", "a".repeat(64))).toBe(false);
});
