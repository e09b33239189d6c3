import { expect, test } from "vitest";
import { shown } from "./shown.ts";

test.each([
  ["a name", "glue/sst2", "glue/sst2"],
  ["none", "", '""'],
  ["a long one", "x".repeat(5000), "x".repeat(100)],
  ["half of a pair", `${"x".repeat(99)}\u{1F600}`, `${"x".repeat(99)}\uFFFD`],
])("%s", (_, name, text) => {
  expect(shown(name)).toBe(text);
});
