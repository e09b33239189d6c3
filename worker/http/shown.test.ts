import { expect, test } from "vitest";
import { shown } from "./shown.ts";

test.each([
  ["a name", "glue/sst2", "glue/sst2"],
  ["none", "", '""'],
  ["a long one", "x".repeat(5000), "x".repeat(100)],
  ["one of two lines", "a\nb\u001b[31m", "a\uFFFDb\uFFFD[31m"],
  ["half of a pair", `${"x".repeat(99)}\u{1F600}`, `${"x".repeat(99)}\uFFFD`],
])("%s", (_, name, text) => {
  expect(shown(name)).toBe(text);
});
