import { expect, test } from "vitest";
import { PRESETS } from "../models/bert/presets.ts";
import { planNamed } from "./plan-option.ts";

test("a preset's word table has a row for each word of the encoder, all else is the preset's", () => {
  expect(planNamed("K_21", { vocabulary: 30_522 })).toEqual(PRESETS.K_21);
  const { word, ...matrices } = planNamed("K_21", { vocabulary: 30_527 }); // MPNet
  expect(word).toEqual({ kind: "kronecker", a: [30_527, 48], b: [1, 16], terms: 1 });
  expect(matrices).toEqual(Object.fromEntries(Object.entries(PRESETS.K_21).filter(([part]) => part !== "word")));
});

test("a plan that is spelt out is taken as it is", () => {
  const plan = { ...PRESETS["K384-19x"] };
  expect(planNamed(plan, { vocabulary: 7 })).toBe(plan);
});
