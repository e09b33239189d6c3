/** What is measured: which step, of which model, on how many tokens. Given to both sides as flags. */
import { parseArgs } from "node:util";
import { BACKENDS, type BackendName } from "../../trainer/backend/names.ts";

/** Steps on plain text that have a vocabulary of their own: `text-stage.ts`. */
export const TEXT_STAGES = ["mixed-words", "words", "dual"] as const;
export type TextStage = (typeof TEXT_STAGES)[number];

const STAGES = ["fine-tuning", "text-19x", ...TEXT_STAGES] as const;

export interface StepSetting {
  stage: (typeof STAGES)[number];
  backend: BackendName;
  layers: number;
  width: number;
  heads: number;
  batch: number;
  length: number;
  dropout: number;
  /** Whether the step computes with weights as I8 stores them. */
  rounded: boolean;
  steps: number;
  warmUp: number;
}

/** Flags of a step, with their defaults: MiniLM's size, a batch of 32 x 64 tokens. */
export const STEP_OPTIONS = {
  stage: { type: "string", default: "fine-tuning" },
  backend: { type: "string", default: "tensorflow" },
  layers: { type: "string", default: "6" },
  width: { type: "string", default: "384" },
  heads: { type: "string", default: "12" },
  batch: { type: "string", default: "32" },
  length: { type: "string", default: "64" },
  dropout: { type: "string", default: "0.1" },
  rounding: { type: "string", default: "none" },
  steps: { type: "string", default: "8" },
  "warm-up": { type: "string", default: "2" },
} as const;

type Values = Record<keyof typeof STEP_OPTIONS, string>;

/** Throws with one sentence for a value that is none of the flag's. */
export function stepSetting(values: Values): StepSetting {
  const number = (name: keyof Values, least: number) => {
    const value = Number(values[name]);
    if (Number.isFinite(value) && value >= least) return value;
    throw new Error(`--${name} takes a number of at least ${least}, got ${values[name]}`);
  };
  const backend = BACKENDS.find((name) => name === values.backend);
  if (backend === undefined) throw new Error(`--backend takes one of ${BACKENDS.join(", ")}, got ${values.backend}`);
  const stage = STAGES.find((name) => name === values.stage);
  if (stage === undefined) throw new Error(`--stage takes one of ${STAGES.join(", ")}, got ${values.stage}`);
  if (values.rounding !== "none" && values.rounding !== "i8")
    throw new Error(`--rounding takes none or i8, got ${values.rounding}`);
  return {
    stage,
    backend,
    rounded: values.rounding === "i8",
    layers: number("layers", 1),
    width: number("width", 1),
    heads: number("heads", 1),
    batch: number("batch", 1),
    length: number("length", 2),
    dropout: number("dropout", 0),
    steps: number("steps", 1),
    warmUp: number("warm-up", 0),
  };
}

/** The setting of this process's command line. */
export const stepSettingOf = (args: string[]): StepSetting =>
  stepSetting(parseArgs({ args, options: STEP_OPTIONS }).values);

/** The same as flags again, of the names given. */
export const flagsOf = (values: Values, names: readonly (keyof Values)[]): string[] =>
  names.flatMap((name) => [`--${name}`, values[name]]);

/** The stage where it is one on text with a vocabulary of its own. */
export const textStageOf = (stage: StepSetting["stage"]): TextStage | undefined =>
  TEXT_STAGES.find((name) => name === stage);
