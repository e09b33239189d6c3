/** What an experiment shows, and experiments in a list: the shapes are those of the wire. */
import * as z from "zod";
import { Runtime, SuiteTask } from "../../r2-assets/format/names.ts";

/** Whether it takes units. */
export const ExperimentStatus = z.enum(["running", "stopped"]);
export type ExperimentStatus = z.infer<typeof ExperimentStatus>;

/** Whether each unit is answered by one variant, or by all of them. */
export const Mode = z.enum(["split", "shadow"]);
export type Mode = z.infer<typeof Mode>;

/** What is known of a candidate. */
export const Verdict = z.enum(["better", "good-enough", "worse", "not-yet"]).meta({
  description: "Of a candidate against the control: what its interval says against 0 and the margin",
});
export type Verdict = z.infer<typeof Verdict>;

const Ci95 = z.tuple([z.number(), z.number()]).meta({
  description: "Holds at every moment of looking, all of them together, with 95 %",
  example: [0.86, 0.93],
});
const estimate = { value: z.number(), ci95: Ci95 };

/** A model that takes part, and what is known of it. */
export const VariantReport = z
  .strictObject({
    name: z.string(),
    model: z.string(),
    version: z.string(),
    runtime: Runtime.nullable().meta({ description: "Null: what the deployment tries first" }),
    weight: z.number(),
    units: z.int(),
    answers: z.int(),
    judged: z.int().meta({ description: "Answers that were judged, all of a unit's" }),
    n: z.int().meta({ description: "Units judged, each by its first judged answer: what accuracy is of" }),
    accuracy: z.strictObject(estimate).nullable(),
    latency: z
      .strictObject({ n: z.int(), p50: z.number(), p95: z.number() })
      .nullable()
      .meta({ description: "Milliseconds as clients told them, within 4 %" }),
    agreement: z
      .strictObject({ n: z.int(), ...estimate })
      .nullable()
      .meta({ description: "In shadow mode: the share of units to whose first text it said what the control said" }),
  })
  .meta({ id: "ExperimentVariant" });
export type VariantReport = z.infer<typeof VariantReport>;

/** A candidate against the control. */
export const Difference = z
  .strictObject({
    variant: z.string(),
    against: z.string(),
    n: z.int(),
    value: z.number().nullable().meta({ description: "Accuracy of the candidate less that of the control" }),
    ci95: Ci95.nullable(),
    verdict: Verdict,
    decided: z.boolean().meta({ description: "Whether there ever was a verdict" }),
    decided_at: z.strictObject({ n: z.int(), verdict: Verdict }).nullable().meta({ description: "The first one" }),
    words: z.string().meta({ description: "The verdict as a sentence" }),
    history: z.array(z.strictObject({ n: z.int(), ...estimate })).meta({ description: "At about every tenth more n" }),
  })
  .meta({ id: "ExperimentDifference" });
export type Difference = z.infer<typeof Difference>;

/** Whether a thing that must hold for figures to mean anything does. */
export const Check = z.strictObject({ p_value: z.number(), ok: z.boolean() });
export type Check = z.infer<typeof Check>;

/** All that is known of an experiment. */
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
    variants: z.array(VariantReport).meta({ description: "The control first" }),
    difference: Difference.meta({ description: "That of the first candidate" }),
    differences: z.array(Difference).meta({ description: "Each candidate against the control" }),
    checks: z.strictObject({ assignment: Check, feedback: Check }).meta({
      description:
        "Whether units, and units judged, come to the variants as their weights say (p at any time; not ok below 0.01): if not, figures mean nothing until it is known why",
    }),
  })
  .meta({ id: "Experiment" });
export type ExperimentReport = z.infer<typeof ExperimentReport>;

/** An experiment in a list. */
export const ExperimentSummary = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    task: SuiteTask,
    mode: Mode,
    status: ExperimentStatus,
    created_at: z.iso.datetime(),
    stopped_at: z.iso.datetime().nullable(),
    variants: z.array(z.string()),
    verdict: Verdict.meta({ description: "On the first candidate" }),
    n: z.int().meta({ description: "Units judged that tell of it" }),
  })
  .meta({ id: "ExperimentSummary" });
export type ExperimentSummary = z.infer<typeof ExperimentSummary>;
