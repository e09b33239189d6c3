import { expect, test } from "vitest";
import { withPairs } from "./pairs.ts";

test("a pair is two of one kind, and no more; what is unlike stays as it is", () => {
  const number = { type: "number" };
  expect(withPairs({ ci95: { type: ["array", "null"], prefixItems: [number, number] } })).toEqual({
    ci95: { type: ["array", "null"], items: number, minItems: 2, maxItems: 2 },
  });
  const mixed = { prefixItems: [number, { type: "string" }] };
  expect(withPairs([mixed])).toEqual([{ ...mixed, minItems: 2, maxItems: 2 }]);
});
