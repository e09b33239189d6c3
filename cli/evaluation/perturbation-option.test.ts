import { expect, test } from "vitest";
import { PERTURBATION_NAMES } from "../../eval/perturbations/index.ts";
import { perturbations } from "./perturbation-option.ts";

test("takes names as people write them, each once, and all", () => {
  const chosen = ["char-typos", "HOMOGLYPHS", "CharTypos"].reduce<string[]>(
    (before, name) => perturbations(name, before),
    [],
  );
  expect(chosen).toEqual(["CharTypos", "Homoglyphs"]);
  expect(perturbations("all", ["Case"])).toEqual(PERTURBATION_NAMES);
});

test("an unknown name is told which there are", () => {
  expect(() => perturbations("typos")).toThrow(/^There are CharTypos, .*, and all\.$/);
});
