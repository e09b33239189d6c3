import { expect, test } from "vitest";
import { EXIT_CODES, failureCode } from "./exit-codes.ts";

test("an error is told from every verdict, and stays 1 where there is none", () => {
  expect(Object.values(EXIT_CODES)).toEqual([0, 1, 2]);
  for (const asked of [["--margin", "0.01"], ["--margin=x"], ["--baseline", "b.json"], ["--junit=x.xml"], ["--accept"]])
    expect(failureCode(["compare", "a", "b", ...asked])).toBe(3);
  expect(failureCode(["compare", "a", "b", "--suite", "s"])).toBe(1);
  expect(failureCode(["experiment", "create", "--margin", "0.01"])).toBe(1);
});
