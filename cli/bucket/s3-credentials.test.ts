import { expect, test } from "vitest";
import { s3AccessFrom } from "./s3-credentials.ts";

const r2 = { R2_ACCESS_KEY_ID: "id", R2_SECRET_ACCESS_KEY: "secret" };
const aws = { AWS_ACCESS_KEY_ID: "aws id", AWS_SECRET_ACCESS_KEY: "aws secret", AWS_SESSION_TOKEN: "token" };
const account = "0123456789abcdef0123456789abcdef";

test("R2's keys and the account's endpoint", () => {
  expect(s3AccessFrom({ ...aws, ...r2, CLOUDFLARE_ACCOUNT_ID: account })).toEqual({
    endpoint: `https://${account}.r2.cloudflarestorage.com`,
    accessKeyId: "id",
    secretAccessKey: "secret",
  });
});

test("AWS names and a named endpoint, with its trailing slash gone", () => {
  expect(s3AccessFrom(aws, "http://localhost:9000/")).toEqual({
    endpoint: "http://localhost:9000",
    accessKeyId: "aws id",
    secretAccessKey: "aws secret",
    sessionToken: "token",
  });
});

test.each([
  ["no keys", {}, undefined, "no keys for the bucket"],
  ["half a pair", { R2_ACCESS_KEY_ID: "id", AWS_SECRET_ACCESS_KEY: "s" }, undefined, "R2_SECRET_ACCESS_KEY is not"],
  ["no account", r2, undefined, "CLOUDFLARE_ACCOUNT_ID"],
  ["an account that is none", { ...r2, CLOUDFLARE_ACCOUNT_ID: "me" }, undefined, "32 hexadecimal"],
  ["an endpoint that is none", r2, "localhost:9000", "not an http(s) address"],
])("%s is refused in one sentence", (_, env, endpoint, message) => {
  expect(() => s3AccessFrom(env, endpoint)).toThrow(message);
});
