import { expect, test } from "vitest";
import { BLOCK_STEPS, type Turn } from "../../eval/statistics/in-blocks.ts";
import { rowsInTurns } from "./rows-in-turns.ts";
import { turnQueue } from "./shared-queue.ts";
import { sleep } from "./turns.ts";
import { STEPS_PER_ROW, workInTurns } from "./work-in-turns.ts";

/** So many blocks of work, each noted. */
const blocks = (times: number, note: () => unknown) => async (turn: Turn) => {
  for (let i = 0; i < times; i++) {
    note();
    await turn(BLOCK_STEPS);
  }
};

test("a request that is shorter comes between the blocks, also of work that was reckoned too low", async () => {
  const order: string[] = [];
  const long = workInTurns(
    { steps: 10 * BLOCK_STEPS },
    blocks(200, () => order.push("long")),
  );
  await sleep(1);
  await workInTurns(
    { steps: BLOCK_STEPS / 2 },
    blocks(5, () => order.push("short")),
  );
  const begun = order.length;
  await long;
  expect(order).toHaveLength(205);
  expect(begun).toBeLessThan(100);
  expect(turnQueue.length).toBe(0);
});

test("between blocks timers of others fire, after what is less than a block none need", async () => {
  let fired = 0;
  const timer = setInterval(() => fired++, 0);
  await workInTurns({ steps: 0 }, async (turn) => {
    for (let i = 0; i < 100; i++) await turn(1);
    expect(fired).toBe(0);
    await turn(BLOCK_STEPS);
    await turn(BLOCK_STEPS);
  });
  clearInterval(timer);
  expect(fired).toBeGreaterThan(0);
});

test("what a request asked for is never refused: where too much is before it, it has an evaluation's turns", async () => {
  const many = Array.from({ length: 128 }, () => turnQueue.enter({ flops: 1 }));
  expect(turnQueue.lengths()).toEqual({ request: 128, evaluation: 0 });
  await workInTurns({ steps: 1e15 }, async () => {
    expect(turnQueue.lengths()).toEqual({ request: 128, evaluation: 1 });
  });
  for (const ticket of many) ticket.leave();
  expect(turnQueue.length).toBe(0);
});

test("who waits for a reader has no place meanwhile, and takes it up again", async () => {
  const read = Promise.withResolvers<string>();
  const before = turnQueue.length;
  const work = workInTurns({ steps: BLOCK_STEPS }, async (turn, aside) => {
    await turn(BLOCK_STEPS);
    const text = await aside(read.promise);
    expect(turnQueue.length).toBe(before + 1);
    await turn(BLOCK_STEPS);
    return text;
  });
  await expect.poll(() => turnQueue.length).toBe(before);
  read.resolve("read");
  expect(await work).toBe("read");
  expect(turnQueue.length).toBe(before);
});

test("who fails leaves the queue", async () => {
  const failing = workInTurns({ steps: 1 }, async (turn) => {
    await turn(BLOCK_STEPS);
    throw new Error("no such run");
  });
  await expect(failing).rejects.toThrow("no such run");
  expect(turnQueue.length).toBe(0);
});

test("rows come in their order, others' turns between them", async () => {
  const perBlock = BLOCK_STEPS / STEPS_PER_ROW;
  const steps: number[] = [];
  const rows: number[] = [];
  const source = (async function* () {
    yield* Array(perBlock * 2 + 1).keys();
  })();
  for await (const row of rowsInTurns(source, async (done) => void steps.push(done))) rows.push(row);
  expect(rows).toEqual([...Array(perBlock * 2 + 1).keys()]);
  expect(steps).toEqual([BLOCK_STEPS, BLOCK_STEPS, STEPS_PER_ROW]);
});
