import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { compareRuns } from "../../eval/comparison/compare-runs.ts";
import type { Comparison } from "../../eval/reports/comparison.ts";
import { BLOCK_STEPS, type Turn } from "../../eval/statistics/in-blocks.ts";
import { sleep } from "../runtime/turns.ts";
import { ask, expectJson, putSuite } from "../test/api.ts";
import { publish } from "../test/artefacts.ts";
import { putRun, rowsOf } from "../test/recorded-runs.ts";
import { analysed } from "./analysed.ts";
import { readPredictions } from "./read-run.ts";

const EXTENT = { rows: 10, looks: 1 };
const KEY = { what: "a sum", runs: [] };

/** Five blocks of work, and how often it was begun. */
function work() {
  const made = { times: 0 };
  const compute = async (turn: Turn) => {
    made.times++;
    for (let i = 0; i < 5; i++) await turn(BLOCK_STEPS);
    return { sum: 3 };
  };
  return { made, compute };
}

test("whoever asks for what is being computed gets that", async () => {
  const { made, compute } = work();
  const asked = [1, 2, 3].map(() => analysed({ env }, KEY, EXTENT, compute));
  expect(await Promise.all(asked)).toEqual([{ sum: 3 }, { sum: 3 }, { sum: 3 }]);
  expect(made.times).toBe(1);
});

test("where it fails, or its client has gone, the next one computes it", async () => {
  const failing = async () => {
    throw new Error("no such run");
  };
  await expect(analysed({ env }, KEY, EXTENT, failing)).rejects.toThrow("no such run");
  const client = new AbortController();
  void analysed({ env, signal: client.signal }, KEY, EXTENT, () => new Promise(() => {}));
  await sleep(50);
  client.abort();
  const { made, compute } = work();
  expect(await analysed({ env }, KEY, EXTENT, compute)).toEqual({ sum: 3 });
  expect(made.times).toBe(1);
});

test("while a comparison is under way a short request is answered, and it comes out as without turns", async () => {
  const rows = 1000;
  await publish("teacher");
  const gold = "nnp".repeat(rows).slice(0, rows);
  const suite = await expectJson(201, putSuite("own/long", rowsOf(gold)));
  const runs = [
    await putRun("run-a", suite, gold, "nnpnp".repeat(rows).slice(0, rows)),
    await putRun("run-b", suite, gold, "npp".repeat(rows).slice(0, rows), { model: "tiny-student" }),
  ] as const;

  const order: string[] = [];
  const query = "/v1/comparisons?run_a=run-a&run_b=run-b&metric=macro_f1";
  const comparison = expectJson(200, ask(query, { key: null })).finally(() => order.push("comparison"));
  for (let i = 0; i < 3; i++) {
    await expectJson(200, ask("/models/tiny-teacher", { key: null, body: { inputs: "fine" } }));
    order.push("short");
  }
  const { suite: _, models, ...found } = await comparison;
  expect(order).toEqual(["short", "short", "short", "comparison"]);

  const [a, b] = [
    await readPredictions(env, runs[0], "classification", async () => {}),
    await readPredictions(env, runs[1], "classification", async () => {}),
  ];
  const words = new Map(a.map(({ id }) => [id, 3]));
  const alone = await compareRuns("classification", a, b, { metric: "macro_f1", suite, words });
  const plain = (alone as { comparison: Comparison }).comparison;
  expect({ ...found, examples: [] }).toEqual({ ...plain, examples: [] });
});
