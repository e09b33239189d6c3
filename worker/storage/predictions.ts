/** The predictions of a run, as they lie in the bucket. */
import { KINDS } from "../../eval/kinds/index.ts";
import { predictionsKey } from "../../r2-assets/format/keys.ts";
import type { PredictionOf } from "../../r2-assets/format/prediction.ts";
import type { RowKind } from "../../r2-assets/format/rows.ts";
import { byteLines } from "./byte-lines.ts";

/** One by one, in the order stored; null where the bucket has none of that run. `kind`: of the suite's rows. */
export async function openPredictions<K extends RowKind>(
  bucket: R2Bucket,
  run: string,
  kind: K,
): Promise<AsyncGenerator<PredictionOf[K]> | null> {
  const object = await bucket.get(predictionsKey(run));
  return object && parsed(object.body, kind);
}

async function* parsed<K extends RowKind>(body: ReadableStream<Uint8Array>, kind: K): AsyncGenerator<PredictionOf[K]> {
  const decoder = new TextDecoder();
  const { prediction } = KINDS[kind];
  for await (const line of byteLines(body)) yield prediction.parse(JSON.parse(decoder.decode(line)));
}
