import { expect, test } from "vitest";
import { Busy, ClientGone, TooCostly } from "./refusals.ts";
import type { Ticket } from "./ticket.ts";
import { TurnQueue, type Wish } from "./turn-queue.ts";
import { sleep } from "./turns.ts";

const SLICE = 10;

/** Works in slices and notes each; ends with leaving. */
async function work(queue: TurnQueue, wish: Wish, note: () => unknown = () => {}): Promise<void> {
  const ticket = queue.enter(wish);
  try {
    while (ticket.left > 0) {
      await ticket.turn();
      note();
      ticket.spend(SLICE);
    }
  } finally {
    ticket.leave();
  }
}

test("a short request that comes later ends first; the long one ends, too", async () => {
  const queue = new TurnQueue({ slice: SLICE });
  const order: string[] = [];
  const long = work(queue, { flops: 100 * SLICE }, () => order.push("long"));
  await sleep(1);
  await work(queue, { flops: 2 * SLICE }, () => order.push("short"));
  const begun = order.length;
  await long;
  expect(order.filter((name) => name === "short")).toHaveLength(2);
  expect(order.filter((name) => name === "long")).toHaveLength(100);
  expect(begun).toBeLessThan(100);
  expect(queue.length).toBe(0);
});

test("alone, a job goes on without waiting until a slice is over", async () => {
  const queue = new TurnQueue({ slice: SLICE });
  const ticket = queue.enter({ flops: 100 });
  let turned = false;
  setTimeout(() => {
    turned = true;
  }, 0);
  await ticket.turn();
  ticket.spend(SLICE - 1);
  await ticket.turn();
  expect(turned).toBe(false);
  ticket.spend(1);
  await ticket.turn();
  expect(turned).toBe(true);
  ticket.leave();
});

test("more than one request may ask for is refused before any work, of an evaluation it is not", () => {
  const queue = new TurnQueue({ budget: 100 });
  expect(() => queue.enter({ flops: 101 })).toThrow(TooCostly);
  queue.enter({ flops: 100 }).leave();
  queue.enter({ kind: "evaluation", flops: 1e15 }).leave();
});

test("so many requests and no more; evaluations don't count", () => {
  const queue = new TurnQueue({ jobs: 2 });
  queue.enter({ kind: "evaluation", flops: 1 });
  const [first] = [queue.enter({ flops: 1 }), queue.enter({ flops: 1 })];
  expect(() => queue.enter({ flops: 1 })).toThrow(Busy);
  first.leave();
  queue.enter({ flops: 1 });
});

test("what would wait too long is refused and told when to come again; what comes before it is not", () => {
  const queue = new TurnQueue({ budget: Infinity, wait: 20 });
  for (let i = 0; i < 3; i++) queue.enter({ flops: 45e10 }); // of 10 s each
  const refusal = thrown(() => queue.enter({ flops: 45e10 }));
  expect(refusal).toMatchObject({ message: "requests that come before it need some 30 s", retryAfterSeconds: 10 });
  queue.enter({ flops: 15e7 });
});

test("a first turn that does not come in time is refused, too", async () => {
  const queue = new TurnQueue({ slice: SLICE, wait: 0.05 });
  const busy = work(queue, { flops: 200 * SLICE }, () => compute());
  await sleep(1);
  const long = work(queue, { flops: 400 * SLICE }); // its wait was reckoned short: operations are few
  await expect(long).rejects.toThrow("waited 0.05 s for its first turn");
  await busy;
  expect(queue.length).toBe(0);
});

test("a request that is being read keeps others from their next slice, but not for long", async () => {
  const queue = new TurnQueue({ slice: SLICE });
  let slices = 0;
  const long = work(queue, { flops: 20 * SLICE }, () => slices++);
  await sleep(1);
  const { signal } = new AbortController();
  const over = queue.arrive(signal);
  await sleep(0); // of a slice that was due already
  const before = slices;
  await sleep(2);
  expect(slices - before).toBeLessThanOrEqual(1);
  await long; // though it never enters
  over();
  expect(queue.length).toBe(0);
});

test("requests are remembered only while there are jobs that hold back for them", async () => {
  const queue = new TurnQueue();
  const come = () => queue.arrive(new AbortController().signal);
  come()();
  expect(queue.arriving).toBe(0);
  const job = queue.enter({ flops: 1 });
  come()();
  come();
  expect(queue.arriving).toBe(2);
  job.leave();
  expect(queue.arriving).toBe(0);
});

test("a job that was lost amid its work does not keep its place for good", () => {
  const queue = new TurnQueue({ jobs: 1 });
  const lost = queue.enter({ flops: 1 });
  expect(() => queue.enter({ flops: 1 })).toThrow(Busy);
  lost.seen -= 61_000;
  queue.enter({ flops: 1 }).leave();
  expect(queue.length).toBe(0);
});

test("a job whose client has gone is left out, and what it held is freed", async () => {
  const queue = new TurnQueue({ slice: SLICE });
  const client = new AbortController();
  const freed: string[] = [];
  const gone = queue.enter({ flops: 5, signal: client.signal });
  await begin(gone);
  const turn = gone.turnHolding(() => freed.push("by its signal"));
  client.abort();
  expect(freed).toEqual(["by its signal"]);
  await expect(turn).rejects.toThrow(ClientGone); // where the request lives on
  await expect(gone.turn()).rejects.toThrow(ClientGone);
  expect(() => queue.enter({ flops: 5, signal: client.signal })).toThrow(ClientGone);
  expect(queue.length).toBe(0);
});

test("a job that is due and never looks again is dropped by those that wait", async () => {
  let ended = false; // with it a request's timers never fire again
  const queue = new TurnQueue({ slice: SLICE }, (ms) => (ended ? new Promise(() => {}) : sleep(ms)));
  const freed: string[] = [];
  const lost = queue.enter({ flops: 5 });
  await begin(lost);
  ended = true;
  void lost.turnHolding(() => freed.push("by the others"));
  ended = false;
  await work(queue, { flops: 100 * SLICE });
  expect(freed).toEqual(["by the others"]);
  expect(queue.length).toBe(0);
});

/** Takes a first slice, after which a turn is waited for. */
async function begin(ticket: Ticket) {
  await ticket.turn();
  ticket.spend(SLICE);
}

/** A slice's worth of computing, at which nobody else gets a turn. */
function compute(): number {
  let sum = 0;
  for (let i = 0; i < 3e5; i++) sum += i;
  return sum;
}

function thrown(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  return undefined;
}
