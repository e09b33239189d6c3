import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { ask } from "../test/api.ts";

const LEFT_OUT = ["cross-origin-resource-policy", "x-frame-options", "x-powered-by"];

const policyOf = ({ headers }: Response) => headers.get("content-security-policy")!.split("; ");

test.each([
  ["an answer", "/v1/models", {}],
  ["an error", "/v1/nowhere", {}],
  ["a refusal", "/v1/keys", { key: null }],
  ["a wrong method", "/v1/models", { method: "DELETE" }],
  ["another protocol's error", "/v2/models/none", {}],
  ["a preflight", "/v1/models", { method: "OPTIONS" }],
])("%s may be shown as nothing but what it is", async (_, path, asked) => {
  const answer = await ask(path, asked);
  expect(policyOf(answer).toSorted()).toEqual([
    "base-uri 'none'",
    "default-src 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ]);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "strict-transport-security": "max-age=15552000",
  });
  for (const name of LEFT_OUT) expect(answer.headers.get(name)).toBeNull();
});

test.each(["/docs", "/docs/"])("the policy of %s knows what stands in the page by its digest", async (path) => {
  const answer = await ask(path);
  const policy = policyOf(answer);
  expect(policy).toEqual(expect.arrayContaining(["default-src 'none'", "frame-ancestors 'none'"]));
  const page = await answer.text();
  const own = [...page.matchAll(/<(?:script|style)>(.*?)<\/(?:script|style)>/gs)].map(([, text]) => text!);
  expect(own).toHaveLength(1);
  const digest = createHash("sha256").update(own[0]!).digest("base64");
  expect(policy.filter((directive) => directive.includes(`'sha256-${digest}'`))).toHaveLength(1);
  expect(policy.find((directive) => directive.startsWith("script-src"))).not.toBe("script-src 'unsafe-inline'");
});

test.each(["/", "/leaderboard", "/model/a", "/evaluations/b/"])("%s may run its own files alone", async (path) => {
  const answer = await ask(path);
  const policy = policyOf(answer);
  expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval'");
  expect(policy).toContain("style-src 'self'");
  expect(await answer.text()).not.toMatch(/<style|<script>| style=| on[a-z]+=/);
});
