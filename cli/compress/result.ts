/** `compress.json`: what a compression planned, what came of it, and what follows. Snake case, as all that is written. */
import * as z from "zod";
import { Method, ModelId, Runtime, Sha256, SuiteId, Version } from "../../r2-assets/format/names.ts";
import { Figure } from "../../r2-assets/format/run.ts";
import { MetricName } from "../../r2-assets/format/suite.ts";

const Count = z.int().nonnegative();
const Milliseconds = z.number().positive();

const BudgetRecord = z.strictObject({
  bytes: Count.nullable(),
  ms: Milliseconds.nullable(),
  loss: z.number().min(0).max(1),
});

/**
 * What the interval of the difference says of a student: that it loses no more than the margin, that it loses more, or neither; `open` also
 * where there is no interval.
 */
export const Loss = z.enum(["kept", "lost", "open"]);
export type Loss = z.infer<typeof Loss>;

export const MeasuredModel = z.strictObject({
  /** `teacher`, `kronecker-19x`: the recipe's name without its task. */
  name: z.string(),
  model: ModelId,
  version: Version,
  method: Method,
  /** Where its artefact lies. */
  folder: z.string(),
  parameters: Count,
  bytes: Count,
  run: z.string(),
  /** The first metric, as served. */
  score: Figure,
  /** The same before export, on dev; null where training did not note it. */
  trained: z.number().nullable(),
  /** Of a student: its score less the teacher's on the same rows, where more is better; null of the teacher. */
  difference: Figure.nullable(),
  /** What so many rows would show of a difference, with 80 % power; null of the teacher and where nothing would. */
  detectable: z.number().nullable(),
  /** Null of the teacher. */
  loss: Loss.nullable(),
  /** Score on the rows that each perturbation changes. */
  perturbed: z.record(z.string(), Figure).optional(),
  latency: z.strictObject({ p50: Milliseconds, p95: Milliseconds, n: Count, runtime: Runtime }),
  /** Of training; null of a model that was not trained here. */
  train_seconds: z.number().nullable(),
  /** The limits that it is over: empty of one that fits. */
  misses: z.array(z.enum(["bytes", "ms", "loss"])),
  /** No other is as small, as good and as fast, and better in one of these. */
  front: z.boolean(),
});
export type MeasuredModel = z.infer<typeof MeasuredModel>;

const LeftOut = z.strictObject({
  name: z.string(),
  /** Null where it could not even be planned. */
  bytes: Count.nullable(),
  /** As a sentence's end: `its weights take 17.5 MB`. */
  reason: z.string(),
});
export type LeftOut = z.infer<typeof LeftOut>;

export const Compression = z.strictObject({
  format: z.literal(1),
  task: z.string(),
  /** Tiny trainings, to see whether every step works: the figures mean nothing. */
  smoke: z.boolean(),
  made_at: z.iso.datetime(),
  code: z.string(),
  budget: BudgetRecord,
  metric: MetricName,
  measured_on: z.strictObject({
    suite: SuiteId,
    sha256: Sha256,
    split: z.enum(["dev", "test"]),
    rows: Count,
  }),
  latency: z.strictObject({
    machine: z.string(),
    method: z.string(),
    /** Processes that wanted a core meanwhile, over a minute. */
    load: z.number().nonnegative(),
    /** Of each text, special tokens included. */
    tokens: Count,
  }),
  /** The teacher first. */
  models: z.array(MeasuredModel).min(1),
  left_out: z.array(LeftOut),
  advice: z.strictObject({
    /** Name of what to ship; null where none qualifies. */
    ship: z.string().nullable(),
    sentences: z.array(z.string()),
    unknown: z.array(z.string()),
    next: z.array(z.string()),
  }),
});
export type Compression = z.infer<typeof Compression>;
