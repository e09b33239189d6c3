import { expect, test } from "vitest";
import { pairedTable } from "./paired-table.ts";

test("counts each of the four outcomes", () => {
  const a = [true, true, true, false, false, true];
  const b = [true, false, false, true, false, true];
  expect(pairedTable(a, b)).toEqual({ both: 2, aOnly: 2, bOnly: 1, neither: 1 });
});

test("refuses lists of different length", () => {
  expect(() => pairedTable([true], [])).toThrow(RangeError);
});
