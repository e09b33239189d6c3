import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { ask, expectJson } from "../test/api.ts";

test("a key is shown once, works for its scopes, and stops working when revoked", async () => {
  const created = await expectJson(201, ask("/v1/keys", { body: { name: "ops", scopes: ["admin"] } }));
  expect(created).toMatchObject({
    name: "ops",
    scopes: ["admin"],
    key: expect.stringMatching(/^retort_[0-9a-f]{64}$/),
  });

  const { keys } = await expectJson(200, ask("/v1/keys", { key: created.key }));
  const { key: _, last_used_at, ...shown } = created;
  expect(last_used_at).toBeNull(); // in the list it may be, or may not be by now
  expect(keys).toContainEqual(expect.objectContaining(shown));
  expect(JSON.stringify(keys)).not.toContain(created.key);

  expect((await ask(`/v1/keys/${created.id}`, { method: "DELETE", key: created.key })).status).toBe(204);
  await expectJson(401, ask("/v1/keys", { key: created.key }));
  await expectJson(404, ask(`/v1/keys/${created.id}`, { method: "DELETE" }));
});

test("only a digest of a key is stored", async () => {
  const { key } = await expectJson(201, ask("/v1/keys", { body: { name: "secret", scopes: ["write"] } }));
  const { results } = await env.DB.prepare("SELECT * FROM api_keys").all();
  expect(JSON.stringify(results)).not.toContain(key);
});

test("401 names the scheme, 403 the scope", async () => {
  const none = await ask("/v1/keys", { key: null });
  expect([none.status, none.headers.get("www-authenticate")]).toEqual([401, 'Bearer realm="retort"']);
  expect(none.headers.get("content-type")).toBe("application/problem+json");
  const wrong = await ask("/v1/keys", { key: "retort_0000" });
  expect([wrong.status, wrong.headers.get("www-authenticate")]).toEqual([
    401,
    'Bearer realm="retort", error="invalid_token"',
  ]);
  const { key } = await expectJson(201, ask("/v1/keys", { body: { name: "e", scopes: ["evaluate", "write"] } }));
  const lacking = await ask("/v1/keys", { key });
  expect([lacking.status, lacking.headers.get("www-authenticate")]).toEqual([
    403,
    'Bearer realm="retort", error="insufficient_scope", scope="admin"',
  ]);
});

test("an expired key is refused with a sentence that says so, and stays in the list", async () => {
  const soon = new Date(Date.now() + 60_000).toISOString();
  const { id, key } = await expectJson(
    201,
    ask("/v1/keys", { body: { name: "e", scopes: ["admin"], expires_at: soon } }),
  );
  expect((await ask("/v1/keys", { key })).status).toBe(200);
  const past = "2026-11-20T10:00:00.000Z";
  await env.DB.prepare("UPDATE api_keys SET expires_at = ? WHERE id = ?").bind(past, id).run();
  const refused = await ask("/v1/keys", { key });
  expect(refused.headers.get("www-authenticate")).toBe('Bearer realm="retort", error="invalid_token"');
  expect((await expectJson(401, refused)).detail).toBe(`The API key expired at ${past}.`);
  const { keys } = await expectJson(200, ask("/v1/keys"));
  expect(keys).toMatchObject([{ id, expires_at: past }]);
});

test("use is noted, refused use for want of a scope among it", async () => {
  const { key } = await expectJson(201, ask("/v1/keys", { body: { name: "e", scopes: ["evaluate"] } }));
  const lastUse = async () => (await expectJson(200, ask("/v1/keys"))).keys[0].last_used_at;
  expect(await lastUse()).toBeNull();
  await expectJson(403, ask("/v1/keys", { key }));
  await expect.poll(lastUse).toMatch(/^2\d{3}-.*Z$/);
});

test("another scheme than Bearer is no key", async () => {
  const answer = await ask("/v1/keys", { key: null, headers: { authorization: "Basic YTpi" } });
  expect(answer.status).toBe(401);
});

test.each([
  ["no name", { scopes: ["admin"] }],
  ["a blank name", { name: " ", scopes: ["admin"] }],
  ["no scopes", { name: "x", scopes: [] }],
  ["an unknown scope", { name: "x", scopes: ["root"] }],
  ["an unknown field", { name: "x", scopes: ["admin"], expires: 1 }],
  ["an end that is over", { name: "x", scopes: ["admin"], expires_at: "2026-01-01T00:00:00Z" }],
  ["an end without its time", { name: "x", scopes: ["admin"], expires_at: "2099-01-01" }],
  ["an end that is no time", { name: "x", scopes: ["admin"], expires_at: "2099-02-30T00:00:00Z" }],
])("refuses %s", async (_, body) => {
  await expectJson(422, ask("/v1/keys", { body }));
});
