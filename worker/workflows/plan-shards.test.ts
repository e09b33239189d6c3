import { env } from "cloudflare:workers";
import { beforeEach, expect, test } from "vitest";
import { chooseRows } from "../../eval/sampling/choose-rows.ts";
import { suiteRowsKey } from "../../r2-assets/format/keys.ts";
import { canonicalRows, type Row, type RowKind } from "../../r2-assets/format/rows.ts";
import { planShards } from "./plan-shards.ts";

const rows = Array.from({ length: 200 }, (_, i) => ({
  id: `row-${String(i).padStart(3, "0")}`,
  text_a: i < 100 ? "kürzer" : "länger ".repeat(300),
  label: "x",
}));

type Asked = Parameters<typeof planShards>[1];

const SHA = "c".repeat(64);

const params = (changes: Partial<Asked> = {}): Asked => ({
  id: "run-plan",
  suite: "own/plan",
  suite_sha256: SHA,
  kind: "classification",
  ...changes,
});

const putRows = (kind: RowKind, suite: readonly Row[]) =>
  env.BUCKET.put(suiteRowsKey("own/plan", SHA), canonicalRows(kind, suite));

beforeEach(() => putRows("classification", rows));

/** An eighth of a second for short rows, a whole one for long ones. */
const seconds = (row: Row) => ("text_a" in row && row.text_a.length > 100 ? 1 : 0.125);

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

test("shards hold every row once, each no more than 5 s are expected to do", async () => {
  const plan = await planShards(env.BUCKET, params(), seconds);
  expect(await idsOf(plan)).toEqual(rows.map((row) => row.id));
  expect(plan.rows).toBe(200);
  expect(plan.shards.map((shard) => shard.rows)).toEqual([40, 40, 22, ...Array(19).fill(5), 3]);
});

test("cheap rows make shards of 128, bulky ones of 1 MiB", async () => {
  const cheap = await planShards(env.BUCKET, params(), () => 1e-6);
  expect(cheap.shards.map((shard) => shard.rows)).toEqual([128, 72]);
  const bulky = rows.slice(0, 5).map((row) => ({ ...row, text_a: "x".repeat(400_000) }));
  await putRows("classification", bulky);
  const plan = await planShards(env.BUCKET, params(), () => 1e-6);
  expect(plan.shards.map((shard) => shard.rows)).toEqual([2, 2, 1]);
});

test("limit takes the first rows, sample those with the smallest checksums", async () => {
  const ids = rows.map((row) => row.id);
  const limited = await planShards(env.BUCKET, params({ limit: 70 }), seconds);
  expect(await idsOf(limited)).toEqual(ids.slice(0, 70));
  const sampled = await planShards(env.BUCKET, params({ sample: 90, limit: 80 }), seconds);
  expect(await idsOf(sampled)).toEqual(chooseRows(ids, { sample: 90, limit: 80 }).map((i) => ids[i]));
  expect(sampled.rows).toBe(80);
});

test("a sample of a behavioural suite takes so many rows of each test", async () => {
  const cases = Array.from({ length: 60 }, (_, i) => ({
    id: `case-${String(i).padStart(2, "0")}`,
    test: i % 10 === 0 ? "rare" : "common",
    type: "MFT" as const,
    capability: "c",
    texts: [["a text"]] as [[string]],
    expect: "x",
  }));
  await putRows("behavioural", cases);
  const ids = await idsOf(await planShards(env.BUCKET, params({ kind: "behavioural", sample: 8 }), seconds));
  const tests = ids.map((id) => cases.find((row) => row.id === id)!.test);
  expect(tests.filter((test) => test === "common")).toHaveLength(8);
  expect(tests.filter((test) => test === "rare")).toHaveLength(6);
});

test("a row that takes longer than a shard gets one of its own", async () => {
  const plan = await planShards(env.BUCKET, params({ limit: 3 }), () => 60);
  expect(plan.shards.map((shard) => shard.rows)).toEqual([1, 1, 1]);
});

test("rows that are not there are nothing to try again", async () => {
  const plan = planShards(env.BUCKET, params({ suite: "own/lost" }), seconds);
  await expect(plan).rejects.toThrow(`the bucket has no suites/own/lost/${SHA}.ndjson`);
});
