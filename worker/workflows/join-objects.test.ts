import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { joinObjects } from "./join-objects.ts";

const textOf = async (key: string) => (await env.BUCKET.get(key))?.text();

test("objects are put one after the other, as often as one likes", async () => {
  const texts = ["one\n", "", "größer\n", "x".repeat(100_000)];
  const parts = texts.map((text, i) => ({ key: `part-${i}`, bytes: new TextEncoder().encode(text).length }));
  for (const [i, text] of texts.entries()) await env.BUCKET.put(`part-${i}`, text);
  for (let time = 0; time < 2; time++) {
    expect(await joinObjects(env.BUCKET, parts, "whole")).toEqual({ key: "whole", bytes: 100_013 });
    expect(await textOf("whole")).toBe(texts.join(""));
  }
  expect(await joinObjects(env.BUCKET, [], "nothing")).toEqual({ key: "nothing", bytes: 0 });
  expect(await textOf("nothing")).toBe("");
});

test("a part that is missing leaves no object", async () => {
  await env.BUCKET.put("part", "one");
  const parts = [
    { key: "part", bytes: 3 },
    { key: "lost", bytes: 3 },
  ];
  await expect(joinObjects(env.BUCKET, parts, "whole")).rejects.toThrow("the bucket has no lost");
  expect(await textOf("whole")).toBeUndefined();
});
