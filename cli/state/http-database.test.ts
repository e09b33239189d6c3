import { expect, test } from "vitest";
import { d1AccessFrom, httpDatabase } from "./http-database.ts";

const ID = "01234567-89ab-cdef-0123-456789abcdef";

test("account and token come from the environment", () => {
  const env = { CLOUDFLARE_API_TOKEN: "secret", CLOUDFLARE_ACCOUNT_ID: "f".repeat(32) };
  expect(d1AccessFrom(env, ID)).toEqual({
    endpoint: `https://api.cloudflare.com/client/v4/accounts/${"f".repeat(32)}/d1/database/${ID}`,
    token: "secret",
  });
  expect(d1AccessFrom(env, ID, "http://localhost:1/d1/").endpoint).toBe(`http://localhost:1/d1/${ID}`);
});

test.each<[string, NodeJS.ProcessEnv, string, string | undefined, string]>([
  ["a name instead of an id", { CLOUDFLARE_API_TOKEN: "x" }, "retort", undefined, "name it by its id"],
  ["no token", {}, ID, undefined, "set CLOUDFLARE_API_TOKEN"],
  ["no account", { CLOUDFLARE_API_TOKEN: "x" }, ID, undefined, "set CLOUDFLARE_ACCOUNT_ID"],
  ["an address that is none", { CLOUDFLARE_API_TOKEN: "x" }, ID, "localhost:1", "is not an http(s) address"],
])("%s is refused in one sentence", (_, env, database, endpoint, message) => {
  expect(() => d1AccessFrom(env, database, endpoint)).toThrow(message);
});

test("what is no text is not bound, since the API would make a text of it", () => {
  const db = httpDatabase({ endpoint: "http://localhost:1", token: "x" });
  expect(() => db.prepare("SELECT ?").bind(7)).toThrow(TypeError);
});
