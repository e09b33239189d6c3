import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { chooseRows } from "../../eval/tasks/choose-rows.ts";
import { suiteRowsKey } from "../../r2-assets/format/keys.ts";
import { canonicalRows } from "../../r2-assets/format/rows.ts";
import type { EvaluationParams } from "./evaluation-params.ts";
import { planShards } from "./plan-shards.ts";

const rows = Array.from({ length: 200 }, (_, i) => ({
  id: `row-${String(i).padStart(3, "0")}`,
  text_a: i < 100 ? "kürzer" : "länger ".repeat(300),
  label: "x",
}));

const params = async (changes: Partial<EvaluationParams> = {}): Promise<EvaluationParams> => {
  const sha = "c".repeat(64);
  await env.BUCKET.put(suiteRowsKey("own/plan", sha), canonicalRows("classification", rows));
  return {
    id: "run-plan",
    model: "m",
    version: "0".repeat(12),
    method: "kd",
    runtime: "ort",
    suite: "own/plan",
    suite_sha256: sha,
    metrics: ["accuracy"],
    created_at: "2026-01-01T00:00:00Z",
    code: "test",
    ...changes,
  };
};

/** The rows' ids that a plan's shards lead to, read as the steps read them. */
async function idsOf({ rowsKey, shards }: Awaited<ReturnType<typeof planShards>>) {
  const parts = await Promise.all(
    shards.map(async ({ offset, length }) => {
      const object = await env.BUCKET.get(rowsKey, { range: { offset, length } });
      return (await object!.text())
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line).id as string);
    }),
  );
  shards.forEach((shard, k) => {
    expect(parts[k]).toHaveLength(shard.rows);
  });
  return parts.flat();
}

test("shards hold every row once, 64 short ones or 32 KiB of long ones each", async () => {
  const plan = await planShards(env.BUCKET, await params());
  expect(await idsOf(plan)).toEqual(rows.map((row) => row.id));
  expect(plan.rows).toBe(200);
  expect(plan.shards[0]?.rows).toBe(64);
  for (const { rows: n, length } of plan.shards) expect(n <= 64 && length <= 32 * 1024).toBe(true);
});

test("limit takes the first rows, sample those with the smallest checksums", async () => {
  const ids = rows.map((row) => row.id);
  const limited = await planShards(env.BUCKET, await params({ limit: 70 }));
  expect(await idsOf(limited)).toEqual(ids.slice(0, 70));
  const sampled = await planShards(env.BUCKET, await params({ sample: 90, limit: 80 }));
  expect(await idsOf(sampled)).toEqual(chooseRows(ids, { sample: 90, limit: 80 }).map((i) => ids[i]));
  expect(sampled.rows).toBe(80);
});

test("a row longer than a shard gets one of its own", async () => {
  const long = { id: "a", text_a: "x".repeat(40_000), label: "x" };
  const p = await params();
  await env.BUCKET.put(
    suiteRowsKey(p.suite, p.suite_sha256),
    canonicalRows("classification", [long, { ...long, id: "b" }]),
  );
  expect((await planShards(env.BUCKET, p)).shards.map((shard) => shard.rows)).toEqual([1, 1]);
});

test("rows that are gone are an error that names them", async () => {
  const p = await params({ suite: "own/gone" });
  await expect(planShards(env.BUCKET, p)).rejects.toThrow("the bucket has no suites/own/gone/");
});
