import { expect, test } from "vitest";
import { createSharedLoads } from "./shared-loads.ts";
import { sleep } from "./turns.ts";

const patient = { waitMs: 1000, abandonMs: 30_000 };

test("ten at once share one load, and what comes later loads again", async () => {
  let loads = 0;
  const share = createSharedLoads<number>(patient);
  const load = async () => {
    await sleep(20);
    return ++loads;
  };
  const outcomes = await Promise.all(Array.from({ length: 10 }, () => share("a", load)));
  expect(outcomes).toEqual(Array(10).fill({ kind: "done", value: 1 }));
  expect(await share("a", load)).toEqual({ kind: "done", value: 2 });
});

test("different keys load side by side", async () => {
  const share = createSharedLoads<string>(patient);
  const outcomes = await Promise.all(["a", "b"].map((key) => share(key, async () => key)));
  expect(outcomes).toEqual([
    { kind: "done", value: "a" },
    { kind: "done", value: "b" },
  ]);
});

test("a failed load fails for all who shared it and is not remembered", async () => {
  const share = createSharedLoads<number>(patient);
  const fail = async () => {
    await sleep(10);
    throw new Error("no such bucket");
  };
  const outcomes = await Promise.allSettled([share("a", fail), share("a", fail)]);
  for (const outcome of outcomes)
    expect(outcome).toMatchObject({ status: "rejected", reason: { message: "no such bucket" } });
  expect(await share("a", async () => 7)).toEqual({ kind: "done", value: 7 });
});

test("nobody waits longer than waitMs, and the load is there for who comes back", async () => {
  const share = createSharedLoads<number>({ waitMs: 30, abandonMs: 30_000 });
  const slow = async () => {
    await sleep(100);
    return 7;
  };
  expect(await share("a", slow)).toEqual({ kind: "waiting" });
  expect(await createSharedLoads<number>(patient)("b", slow)).toEqual({ kind: "done", value: 7 });
});

test("a load that was lost with its request is begun anew", async () => {
  const share = createSharedLoads<number>({ waitMs: 50, abandonMs: 20 });
  expect(await share("a", () => new Promise(() => {}))).toEqual({ kind: "waiting" });
  expect(await share("a", async () => 7)).toEqual({ kind: "done", value: 7 });
});
