import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { joinInStages } from "./join-in-stages.ts";
import type { Part } from "./join-objects.ts";

/** Joins so many numbered parts; the steps it took and the result. */
async function joined(count: number) {
  const parts: Part[] = [];
  for (let i = 0; i < count; i++) {
    await env.BUCKET.put(`part-${i}`, `${i}\n`);
    parts.push({ key: `part-${i}`, bytes: `${i}\n`.length });
  }
  const steps: string[] = [];
  await joinInStages(env.BUCKET, parts, "whole", "between/", async (name, work) => {
    steps.push(name);
    return work();
  });
  return { steps, whole: await (await env.BUCKET.get("whole"))!.text() };
}

const numbers = (count: number) => Array.from({ length: count }, (_, i) => `${i}\n`).join("");

test("a hundred parts are joined at once", async () => {
  expect(await joined(100)).toEqual({ steps: ["merge"], whole: numbers(100) });
});

test("more are joined in groups first, in their order", async () => {
  expect(await joined(250)).toEqual({ steps: ["join 0.0", "join 0.1", "join 0.2", "merge"], whole: numbers(250) });
  expect((await env.BUCKET.list({ prefix: "between/" })).objects).toHaveLength(3);
});
