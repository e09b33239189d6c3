import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { sha256 } from "../../r2-assets/format/digest.ts";
import { keyStore } from "./key-store.ts";

const keys = () => keyStore(env.DB);
const at = (time: string) => new Date(`2026-11-20T${time}.000Z`);
const usesOf = async () => (await keys().list()).map(({ last_used_at }) => last_used_at);

test("a key is known to the last moment before it expires, and expired from then on", async () => {
  const made = await keys().create("ci", ["evaluate", "evaluate"], at("10:00:00"));
  expect(made).toMatchObject({ scopes: ["evaluate"], expires_at: "2026-11-20T10:00:00.000Z", last_used_at: null });
  const { key, ...shown } = made;
  expect(await keys().identify(key, at("09:59:59"))).toEqual({ kind: "known", key: shown });
  const expired = { kind: "expired", at: "2026-11-20T10:00:00.000Z" };
  expect(await keys().identify(key, at("10:00:00"))).toEqual(expired);
  expect(await keys().list()).toEqual([shown]);
  expect(await keys().revoke(made.id)).toBe(true);
  expect(await keys().identify(key, at("09:00:00"))).toEqual({ kind: "unknown" });
});

test("use is noted once a minute, and by one of those that use it at the same time", async () => {
  const { key } = await keys().create("ci", ["read"]);
  const use = async (time: string) => {
    const found = await keys().identify(key, at(time));
    if (found.kind === "known") await keys().noteUse(found.key, at(time));
  };
  await use("10:00:00");
  expect(await usesOf()).toEqual(["2026-11-20T10:00:00.000Z"]);
  await use("10:00:59");
  expect(await usesOf()).toEqual(["2026-11-20T10:00:00.000Z"]);
  await use("10:01:00");
  expect(await usesOf()).toEqual(["2026-11-20T10:01:00.000Z"]);

  const found = await keys().identify(key, at("11:00:00"));
  if (found.kind !== "known") throw new Error(found.kind);
  await keys().noteUse(found.key, at("11:00:00"));
  await keys().noteUse(found.key, at("11:00:01"));
  expect(await usesOf()).toEqual(["2026-11-20T11:00:00.000Z"]);
});

test("a key whose digest begins like another's is not that one", async () => {
  const { key } = await keys().create("ci", ["read"]);
  const digest = await sha256(key);
  await env.DB.prepare("UPDATE api_keys SET sha256 = ?")
    .bind(digest.slice(0, -1) + (digest.endsWith("0") ? "1" : "0"))
    .run();
  expect(await keys().identify(key)).toEqual({ kind: "unknown" });
});

test.each(["", "retort_", "retort_0000", "sk-another-kind-of-key", "retort_' OR '1'='1"])(
  "%j is no key",
  async (key) => {
    await keys().create("ci", ["read"]);
    expect(await keys().identify(key)).toEqual({ kind: "unknown" });
  },
);

test("dates are stored as text, and a key without an end has none", async () => {
  await keys().create("ci", ["read"], at("10:00:00"));
  await keys().create("ci", ["read"]);
  const { results } = await env.DB.prepare(
    "SELECT typeof(expires_at) AS expires, typeof(created_at) AS made FROM api_keys ORDER BY expires_at IS NULL",
  ).all();
  expect(results).toEqual([
    { expires: "text", made: "text" },
    { expires: "null", made: "text" },
  ]);
});
