import { expect, test } from "vitest";
import { Warm } from "./warm.ts";

function warmOf(budget: number) {
  const released: string[] = [];
  const warm = new Warm<string>(budget, async (value) => {
    released.push(value);
  });
  const add = async (key: string, cost: number) => {
    await warm.makeRoom(cost);
    warm.set(key, key, cost);
  };
  return { warm, released, add };
}

test("what fits exactly stays; one more byte evicts what was used longest ago", async () => {
  const { warm, released, add } = warmOf(10);
  await add("a", 4);
  await add("b", 6);
  expect(released).toEqual([]);
  warm.get("a");
  await add("c", 1);
  expect(released).toEqual(["b"]);
  expect(warm.values()).toEqual(["a", "c"]);
  expect(warm.get("b")).toBeUndefined();
});

test("what is larger than the budget gets it alone", async () => {
  const { warm, released, add } = warmOf(10);
  await add("a", 4);
  await add("b", 4);
  await add("huge", 50);
  expect(released).toEqual(["a", "b"]);
  expect(warm.values()).toEqual(["huge"]);
  await add("c", 1);
  expect(warm.values()).toEqual(["c"]);
});
