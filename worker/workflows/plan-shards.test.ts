import { env } from "cloudflare:workers";
import { beforeEach, expect, test } from "vitest";
import { chooseRows } from "../../eval/sampling/choose-rows.ts";
import { sha256 } from "../../r2-assets/format/digest.ts";
import { suiteRowsKey } from "../../r2-assets/format/keys.ts";
import { canonicalRows, type Row, type RowKind } from "../../r2-assets/format/rows.ts";
import { planShards } from "./plan-shards.ts";

const rows = Array.from({ length: 200 }, (_, i) => ({
  id: `row-${String(i).padStart(3, "0")}`,
  text_a: i < 100 ? "kürzer" : "länger ".repeat(300),
  label: "x",
}));

type Asked = Parameters<typeof planShards>[1];

/** Of the rows put last. */
let digest: string;

const params = (changes: Partial<Asked> = {}): Asked => ({
  id: "run-plan",
  suite: "own/plan",
  suite_sha256: digest,
  kind: "classification",
  ...changes,
});

async function putRows(kind: RowKind, suite: readonly Row[]) {
  const text = canonicalRows(kind, suite);
  digest = await sha256(text);
  await env.BUCKET.put(suiteRowsKey("own/plan", digest), text);
}

beforeEach(() => putRows("classification", rows));

/** An eighth of a second for short rows, a whole one for long ones. */
const seconds = (row: Row) => ("text_a" in row && row.text_a.length > 100 ? 1 : 0.125);

/** The rows' ids that a plan's shards lead to, read as the steps read them. */
async function idsOf({ rowsKey, shards }: Awaited<ReturnType<typeof planShards>>) {
  const parts = await Promise.all(
    shards.map(async ({ offset, length, sha256: promised }) => {
      const object = await env.BUCKET.get(rowsKey, { range: { offset, length } });
      const text = await object!.text();
      expect(await sha256(text)).toBe(promised);
      return text
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
  await expect(plan).rejects.toThrow(`the bucket has no suites/own/lost/${digest}.ndjson`);
});

test("rows that have changed are nothing to plan with, also behind the last that is asked for", async () => {
  const key = suiteRowsKey("own/plan", digest);
  await env.BUCKET.put(key, (await (await env.BUCKET.get(key))!.text()).replace(/"x"}\n$/, '"y"}\n'));
  for (const asked of [{}, { limit: 3 }, { sample: 5 }])
    await expect(planShards(env.BUCKET, params(asked), seconds)).rejects.toThrow(
      "the stored copy of own/plan is damaged",
    );
});
