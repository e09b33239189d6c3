/** An experiment as the interface shows it, with what is known by now. */
import { z } from "@hono/zod-openapi";
import type { DifferenceFigures, Figures } from "../../eval/experiments/index.ts";
import { Runtime, SuiteTask } from "../../r2-assets/format/names.ts";
import type { Columns } from "../http/csv.ts";
import type { Experiment } from "../storage/experiment-store.ts";

export const ExperimentStatus = z.enum(["running", "stopped"]);
export const Mode = z.enum(["split", "shadow"]);
export const Verdict = z.enum(["better", "good-enough", "worse", "not-yet"]).openapi({
  description: "Of a candidate against the control: what its interval says against 0 and the margin",
});

const Ci95 = z.tuple([z.number(), z.number()]).openapi({
  description: "Holds at every moment of looking, all of them together, with 95 %",
  example: [0.86, 0.93],
});
const estimate = { value: z.number(), ci95: Ci95 };

const VariantReport = z
  .strictObject({
    name: z.string(),
    model: z.string(),
    version: z.string(),
    runtime: Runtime.nullable().openapi({ description: "Null: what the deployment tries first" }),
    weight: z.number(),
    units: z.int(),
    answers: z.int(),
    judged: z.int().openapi({ description: "Answers that were judged, all of a unit's" }),
    n: z.int().openapi({ description: "Units judged, each by its first judged answer: what accuracy is of" }),
    accuracy: z.strictObject(estimate).nullable(),
    latency: z
      .strictObject({ n: z.int(), p50: z.number(), p95: z.number() })
      .nullable()
      .openapi({ description: "Milliseconds as clients told them, within 4 %" }),
    agreement: z
      .strictObject({ n: z.int(), ...estimate })
      .nullable()
      .openapi({ description: "In shadow mode: the share of units to whose first text it said what the control said" }),
  })
  .openapi("ExperimentVariant");
type VariantReport = z.infer<typeof VariantReport>;

const Difference = z
  .strictObject({
    variant: z.string(),
    against: z.string(),
    n: z.int(),
    value: z.number().nullable().openapi({ description: "Accuracy of the candidate less that of the control" }),
    ci95: Ci95.nullable(),
    verdict: Verdict,
    decided: z.boolean().openapi({ description: "Whether there ever was a verdict" }),
    decided_at: z.strictObject({ n: z.int(), verdict: Verdict }).nullable().openapi({ description: "The first one" }),
    words: z.string().openapi({ description: "The verdict as a sentence" }),
    history: z
      .array(z.strictObject({ n: z.int(), ...estimate }))
      .openapi({ description: "At about every tenth more n" }),
  })
  .openapi("ExperimentDifference");

const Check = z.strictObject({ p_value: z.number(), ok: z.boolean() });

export const ExperimentReport = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    task: SuiteTask,
    labels: z.array(z.string()).nullable(),
    mode: Mode,
    status: ExperimentStatus,
    created_at: z.iso.datetime(),
    stopped_at: z.iso.datetime().nullable(),
    margin: z.number(),
    feedback_days: z.int(),
    variants: z.array(VariantReport).openapi({ description: "The control first" }),
    difference: Difference.openapi({ description: "That of the first candidate" }),
    differences: z.array(Difference).openapi({ description: "Each candidate against the control" }),
    checks: z.strictObject({ assignment: Check, feedback: Check }).openapi({
      description:
        "Whether units, and units judged, come to the variants as their weights say (p at any time; not ok below 0.01): if not, figures mean nothing until it is known why",
    }),
  })
  .openapi("Experiment");
export type ExperimentReport = z.infer<typeof ExperimentReport>;

export function reportOf(experiment: Experiment, figures: Figures): ExperimentReport {
  const { id, name, status, design, weights, created_at, stopped_at } = experiment;
  const { task, labels, mode, margin, feedback_days, variants } = design;
  const names = variants.map((variant) => variant.name);
  const differences = figures.differences.map((difference) => differenceOf(difference, names));
  const { assignment, feedback } = figures.checks;
  return {
    ...{ id, name, task, labels, mode, status, created_at, stopped_at, margin, feedback_days },
    variants: figures.variants.map(({ answers, judged, n, accuracy, latency, agreement }, i) => ({
      ...{ name: names[i]!, model: variants[i]!.model, version: variants[i]!.version, runtime: variants[i]!.runtime },
      weight: weights[i]!,
      // Each sees every unit in shadow mode.
      units: figures.variants[mode === "shadow" ? 0 : i]!.units,
      ...{ answers, judged, n, accuracy, latency, agreement },
    })),
    difference: differences[0]!,
    differences,
    checks: {
      assignment: { p_value: assignment.pValue, ok: assignment.ok },
      feedback: { p_value: feedback.pValue, ok: feedback.ok },
    },
  };
}

const differenceOf = ({ variant, against, decidedAt, ...rest }: DifferenceFigures, names: readonly string[]) => ({
  variant: names[variant]!,
  against: names[against]!,
  ...rest,
  decided_at: decidedAt,
});

/** One row a variant. */
export const VARIANT_COLUMNS: Columns<VariantReport> = {
  name: (v) => v.name,
  model: (v) => v.model,
  version: (v) => v.version,
  runtime: (v) => v.runtime,
  weight: (v) => v.weight,
  units: (v) => v.units,
  answers: (v) => v.answers,
  judged: (v) => v.judged,
  n: (v) => v.n,
  accuracy: (v) => v.accuracy?.value,
  accuracy_low: (v) => v.accuracy?.ci95[0],
  accuracy_high: (v) => v.accuracy?.ci95[1],
  latency_n: (v) => v.latency?.n,
  p50: (v) => v.latency?.p50,
  p95: (v) => v.latency?.p95,
  agreement: (v) => v.agreement?.value,
  agreement_low: (v) => v.agreement?.ci95[0],
  agreement_high: (v) => v.agreement?.ci95[1],
};
