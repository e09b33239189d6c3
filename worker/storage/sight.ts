import type { RunRecord } from "../../r2-assets/format/run.ts";

/**
 * Through which figures of sealed parts leave the stores: who has none is handed their records without figures. What a request
 * sees is counted before it is answered (worker/looks/request-sight.ts).
 */
export interface Sight {
  /** Notes a run whose figures are about to be shown. Throws the problem of somebody who may not see them. */
  see(run: RunRecord): Promise<void>;
  /** Of the runs seen by now, and not counted yet, these alone are in the answer. */
  only(ids: Iterable<string>): void;
}

/** A sealed run as everybody may have it. */
export const withoutFigures = ({ slices: _, ...run }: RunRecord): RunRecord => ({ ...run, metrics: {} });

/** Throws where a sealed run was read without a sight: what is computed of it would be shown to nobody knows whom. */
export function requireFigures({ id, sealed, metrics }: Pick<RunRecord, "id" | "sealed" | "metrics">): void {
  if (sealed && Object.keys(metrics).length === 0)
    throw new Error(`${id} is on a sealed part, and was read without a sight`);
}
