import * as z from "zod";
import { MatrixPlan } from "../factorise/plan.ts";
import type { BertConfig, BertPlan } from "../models/bert/config.ts";
import { PRESETS, type PresetName } from "../models/bert/presets.ts";

const WordPlan = MatrixPlan.refine((plan) => plan.kind !== "kronecker" || plan.b[0] === 1, {
  message: "the word table's B must have one row, so that a word is one row of A, times B",
});

/** How a recipe names a plan: a preset, or the shapes part by part. */
export const PlanOption = z.union(
  [
    z.enum(Object.keys(PRESETS) as [PresetName, ...PresetName[]]),
    z.strictObject({ word: WordPlan, attention: MatrixPlan, intermediate: MatrixPlan, output: MatrixPlan }),
  ],
  {
    error: `is neither a preset (${Object.keys(PRESETS).join(", ")}) nor the shapes of word, attention, intermediate and output`,
  },
);

/** The plan. A preset's word table has a row of A for each word of the encoder that it is for, as its B has one row. */
export function planNamed(plan: z.infer<typeof PlanOption>, { vocabulary }: Pick<BertConfig, "vocabulary">): BertPlan {
  if (typeof plan !== "string") return plan;
  const { word, ...matrices } = PRESETS[plan];
  return word.kind === "kronecker" ? { word: { ...word, a: [vocabulary, word.a[1]] }, ...matrices } : PRESETS[plan];
}
