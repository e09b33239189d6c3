import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { keyStore } from "../storage/key-store.ts";
import { ADMIN_KEY, ask, expectJson } from "../test/api.ts";

/** Lets so many through a name, and notes the names. */
function limitOf(most: number) {
  const counts: Record<string, number> = {};
  const limit: RateLimit = {
    async limit({ key }) {
      counts[key] = (counts[key] ?? 0) + 1;
      return { success: counts[key] <= most };
    },
  };
  return { counts, limit };
}

function limited(most = 1) {
  const [address, key] = [limitOf(most), limitOf(most)];
  const bound = { LIMIT_BY_ADDRESS: address.limit, LIMIT_BY_KEY: key.limit, RETORT_RATE_LIMITS: "on" };
  const get = (path = "/v1/models", from = "203.0.113.7", by: string | null = null) =>
    ask(path, { key: by, env: bound, headers: { "cf-connecting-ip": from } });
  return { address, key, get };
}

test("past its limit an address is told when to come again, before anything is done", async () => {
  const { get, address } = limited();
  expect((await get()).status).toBe(200);
  const refused = await get();
  expect(refused.headers.get("retry-after")).toBe("10");
  expect(refused.headers.get("content-type")).toBe("application/problem+json");
  expect(refused.headers.get("access-control-allow-origin")).toBe("*");
  expect(await expectJson(429, refused)).toEqual({
    type: "too-many-requests",
    title: "Too many requests",
    status: 429,
    detail: "This address asks too often: wait 10 seconds.",
  });
  expect((await get("/v1/nowhere")).status).toBe(429);
  expect((await get("/v1/models", "203.0.113.8")).status).toBe(200);
  expect(Object.keys(address.counts)).toEqual(["203.0.113.7", "203.0.113.8"]);
});

test("the addresses of one IPv6 network are one client", async () => {
  const { get, address } = limited();
  expect((await get("/v1/models", "2001:db8::1")).status).toBe(200);
  expect((await get("/v1/models", "2001:db8::2")).status).toBe(429);
  expect(Object.keys(address.counts)).toEqual(["2001:db8:0:0::/64"]);
});

test("a good key has a count of its own, from whichever address, and one that is not good has none", async () => {
  const { get, address, key } = limited();
  const made = await keyStore(env.DB).create("reader", ["read"]);
  expect((await get("/v1/models", "203.0.113.1", made.key)).status).toBe(200);
  const refused = await get("/v1/models", "203.0.113.2", made.key);
  expect((await expectJson(429, refused)).detail).toBe("This API key asks too often: wait 10 seconds.");
  expect((await get("/v1/models", "203.0.113.2", ADMIN_KEY)).status).toBe(200);
  expect(key.counts).toEqual({ [made.id]: 2, admin: 1 });

  for (const [i, status] of [200, 429, 429].entries()) {
    expect((await get("/v1/models", "203.0.113.3", `${made.key.slice(0, -1)}${i}x`)).status).toBe(status);
  }
  expect(address.counts).toEqual({ "203.0.113.3": 3 });
});

test("under /v2 a refusal is 503, as its clients know it; probes are not counted", async () => {
  const { get } = limited(0);
  const refused = await get("/v2/models/tiny-teacher");
  expect(refused.headers.get("retry-after")).toBe("10");
  expect(await expectJson(503, refused)).toEqual({ error: "This address asks too often: wait 10 seconds." });
  expect((await get("/v2/health/live")).status).toBe(200);
});

test("nothing bound is no limit, and so is one that is switched off", async () => {
  const { limit } = limitOf(0);
  const unbound = { LIMIT_BY_ADDRESS: undefined, LIMIT_BY_KEY: undefined, RETORT_RATE_LIMITS: "on" };
  const off = { LIMIT_BY_ADDRESS: limit, LIMIT_BY_KEY: limit, RETORT_RATE_LIMITS: "off" };
  for (const bound of [unbound, off]) expect((await ask("/v1/models", { env: bound })).status).toBe(200);
});

test("the binding of wrangler.toml counts, in workerd", async () => {
  // Miniflare's takes a limit with each question, so that the test need not ask as often as wrangler.toml allows.
  const bound = (name: "LIMIT_BY_ADDRESS" | "LIMIT_BY_KEY"): RateLimit => ({
    limit: ({ key }) => env[name]!.limit({ key, limit: 3, period: 10 } as RateLimitOptions),
  });
  const limits = { LIMIT_BY_ADDRESS: bound("LIMIT_BY_ADDRESS"), LIMIT_BY_KEY: bound("LIMIT_BY_KEY") };
  for (const key of [null, ADMIN_KEY]) {
    // Its periods are those of the clock: within one of them it comes to 429.
    await expect
      .poll(async () => (await ask("/v1/models", { key, env: { ...limits, RETORT_RATE_LIMITS: "on" } })).status, {
        interval: 1,
      })
      .toBe(429);
  }
});
