import { expect, test } from "vitest";
import type { SuiteInfo } from "../../r2-assets/format/suite.ts";
import { findPerturbation } from "./find-perturbation.ts";

const suite = { id: "own/films" } as SuiteInfo;

test.each([
  ["", '""'],
  ["x".repeat(5000), "x".repeat(100)],
])("a name that none has is shown, cut, or as none", (name, shown) => {
  expect(() => findPerturbation(name, suite)).toThrow(`There is no perturbation ${shown}; there are CharTypos, `);
});
