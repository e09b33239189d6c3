/** The predictions of a run, as they lie in the bucket. */
import { KINDS } from "../../eval/kinds/index.ts";
import { predictionsKey } from "../../r2-assets/format/keys.ts";
import type { PredictionOf } from "../../r2-assets/format/prediction.ts";
import type { RowKind } from "../../r2-assets/format/rows.ts";
import type { RunRecord } from "../../r2-assets/format/run.ts";
import { byteLines } from "./byte-lines.ts";
import { digestOf, getDigested } from "./digested.ts";

/** A run, and the digest of its predictions where its record says one: records of before have none. */
export type Predicted = Pick<RunRecord, "id" | "predictions_sha256">;

/**
 * One by one, in the order stored; null where the bucket has none of that run. `kind`: of the suite's rows. Throws
 * DamagedError, before the first, where they don't have the digest that the run's record says.
 */
export async function openPredictions<K extends RowKind>(
  bucket: R2Bucket,
  { id, predictions_sha256: promised }: Predicted,
  kind: K,
): Promise<AsyncGenerator<PredictionOf[K]> | null> {
  const key = predictionsKey(id);
  const object =
    promised === undefined
      ? await bucket.get(key)
      : await getDigested(bucket, key, promised, {
          slug: "predictions-damaged",
          what: `the file of ${id}'s predictions`,
        });
  return object && parsed(object.body, kind);
}

/** Of predictions that have just been written. Throws where the bucket has none. */
export async function predictionsDigest(bucket: R2Bucket, run: string): Promise<string> {
  const object = await bucket.get(predictionsKey(run));
  if (object === null) throw new Error(`the bucket has no predictions of ${run}`);
  return digestOf(object.body);
}

async function* parsed<K extends RowKind>(body: ReadableStream<Uint8Array>, kind: K): AsyncGenerator<PredictionOf[K]> {
  const decoder = new TextDecoder();
  const { prediction } = KINDS[kind];
  for await (const line of byteLines(body)) yield prediction.parse(JSON.parse(decoder.decode(line)));
}
