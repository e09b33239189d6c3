import { z } from "@hono/zod-openapi";

/** From where on a score is an answer. */
export const MinScore = z.number().min(0).max(1).optional();

/**
 * Scores of an input, best first; null where the best is below what is asked for. Where nothing is asked for there is always an
 * answer: scores may be logits, which are below 0 for every label of some texts.
 */
export const answered = <S extends { score: number }>(scores: S[], least: number | undefined): S[] | null =>
  least === undefined || scores[0]!.score >= least ? scores : null;
