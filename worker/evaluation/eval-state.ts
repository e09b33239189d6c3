/** Evaluations as the interface shows them. */
import { z } from "@hono/zod-openapi";
import type { Columns } from "../http/csv.ts";
import { EVAL_STATUSES, type Evaluation } from "../storage/eval-store.ts";

export const EvalState = z
  .strictObject({
    id: z.string(),
    status: z.enum(EVAL_STATUSES),
    model: z.string(),
    version: z.string(),
    suite: z.string(),
    limit: z.int().optional(),
    sample: z.int().optional(),
    perturbation: z.string().optional(),
    created_at: z.string(),
    progress: z.strictObject({ done: z.int(), total: z.int() }).openapi({ description: "In rows" }),
    error: z.string().optional(),
  })
  .openapi("Eval");
export type EvalState = z.infer<typeof EvalState>;

export const EVAL_COLUMNS: Columns<EvalState> = {
  id: (e) => e.id,
  status: (e) => e.status,
  model: (e) => e.model,
  version: (e) => e.version,
  suite: (e) => e.suite,
  limit: (e) => e.limit,
  sample: (e) => e.sample,
  perturbation: (e) => e.perturbation,
  done: (e) => e.progress.done,
  total: (e) => e.progress.total,
  created_at: (e) => e.created_at,
  error: (e) => e.error,
};

export function stateOf({ params, status, progress, error }: Evaluation): EvalState {
  const { id, model, version, suite, limit, sample, perturbation, created_at } = params;
  return {
    id,
    status,
    model,
    version,
    suite,
    ...(limit !== undefined && { limit }),
    ...(sample !== undefined && { sample }),
    ...(perturbation !== undefined && { perturbation }),
    created_at,
    progress,
    ...(error !== null && { error }),
  };
}
