/** Run records as the interface shows them. */
import { z } from "@hono/zod-openapi";
import { Looks } from "../../eval/reports/looks.ts";
import { RunRecord } from "../../r2-assets/format/run.ts";

export const WireRun = z
  .strictObject({
    ...RunRecord.shape,
    looks: Looks.optional().openapi({
      description: "Of a sealed part, beside its figures: how often those were shown",
    }),
  })
  .openapi("Run");
export type WireRun = z.infer<typeof WireRun>;

/** Of a sealed part without the digest of its predictions, by which a guess of all its gold could be proved. */
export function shownRun(record: RunRecord, looks?: Looks): WireRun {
  if (!record.sealed) return record;
  const { predictions_sha256: _, ...run } = record;
  return { ...run, ...(looks && { looks }) };
}
