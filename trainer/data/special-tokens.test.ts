import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { specialTokens } from "./special-tokens.ts";

const file = readFileSync(new URL("../../test/golden/tiny-bert/tokenizer.json", import.meta.url), "utf8");

test("are those that the tokenizer's file calls so", () => {
  expect(specialTokens(file)).toEqual({ mask: 4, ids: new Set([0, 1, 2, 3, 4]) });
});

test("without [MASK] nothing can be masked", () => {
  const { added_tokens, ...rest } = JSON.parse(file);
  const tokens = added_tokens.map((t: { content: string }) => (t.content === "[MASK]" ? { ...t, special: false } : t));
  expect(() => specialTokens(JSON.stringify({ ...rest, added_tokens: tokens }))).toThrow("has no [MASK] token");
});
