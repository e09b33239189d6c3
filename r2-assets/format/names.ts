/**
 * Names shared by everything that lies in the bucket. Source of truth for ids, tasks, methods and storages. What is marked pure is not needed to read an
 * artefact, so that the engine's package leaves it out.
 */
import * as z from "zod";

/** `<task name>-<method>[-<size>]`: `sst2-teacher`, `sst2-kronecker-19x`. */
export const ModelId = z
  .string()
  .max(64)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "a model id is lower-case words joined by hyphens, at most 64 characters");

/** First 12 hex digits of the sha256 of `card.json`. */
export const Version = z.string().regex(/^[0-9a-f]{12}$/, "a version is 12 hexadecimal digits");

/** `id` or `id@version`. */
export const ModelRef = /* @__PURE__ */ z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*(@[0-9a-f]{12})?$/, "a model is named as id or id@version");

/** Two path segments: `glue/sst2`. */
export const SuiteId = z
  .string()
  .max(96, "a suite id has at most 96 characters")
  .regex(
    /^[a-z0-9][a-z0-9._-]*\/[a-z0-9][a-z0-9._-]*$/,
    "a suite id is two parts of a-z, 0-9, dots, hyphens and underscores, joined by a slash: glue/sst2",
  );

export const RunId = /* @__PURE__ */ z.string().regex(/^[a-z0-9][a-z0-9-]{2,79}$/, "not a run id");

export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/, "a sha256 is 64 hexadecimal digits");

const SUITE_TASKS = [
  "text-classification",
  "multi-label-classification",
  "text-regression",
  "token-classification",
  "question-answering",
] as const;

/**
 * What suites ask, and so what can be judged. `multi-label-classification`: any of a few labels, or none, each by itself; of `text-classification` it
 * is exactly one.
 */
export const SuiteTask = /* @__PURE__ */ z.enum(SUITE_TASKS);
export type SuiteTask = z.infer<typeof SuiteTask>;

/** What models do: besides, a text's vectors, of which none is right or wrong. */
export const Task = z.enum([...SUITE_TASKS, "feature-extraction"]);
export type Task = z.infer<typeof Task>;

/** What runs a model: the own engine, or onnxruntime. */
export const Runtime = /* @__PURE__ */ z.enum(["engine", "ort"]);
export type Runtime = z.infer<typeof Runtime>;

export const METHODS = [
  "teacher",
  "imported",
  "fine-tuned",
  "kd",
  "pkd-skip",
  "pkd-last",
  "kronecker",
  "svd",
  "thin",
  "shared-projections",
  "mixed-vocabulary",
  "xtremedistil",
] as const;
export const Method = z.enum(METHODS);
export type Method = z.infer<typeof Method>;

/** How the numbers of an artefact's matrices are stored; biases, LayerNorms and scales are F32 whatever it says. */
export const Storage = z.enum(["f32", "f16", "i8"]);
export type Storage = z.infer<typeof Storage>;

/** Splits `id@version`. */
export function parseModelRef(ref: string): { id: string; version?: string } {
  const [id, version] = ref.split("@");
  return version === undefined ? { id } : { id, version };
}
