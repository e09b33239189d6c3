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
  const { key: _, ...shown } = created;
  expect(keys).toContainEqual(shown);
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
])("refuses %s", async (_, body) => {
  await expectJson(422, ask("/v1/keys", { body }));
});
