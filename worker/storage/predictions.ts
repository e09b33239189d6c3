/** The predictions of a run, as they lie in the bucket. */
import { predictionsKey } from "../../r2-assets/format/keys.ts";
import { ClassificationPrediction } from "../../r2-assets/format/prediction.ts";
import { byteLines } from "./byte-lines.ts";

/** One by one, in the order stored; null where the bucket has none of that run. */
export async function openPredictions(
  bucket: R2Bucket,
  run: string,
): Promise<AsyncGenerator<ClassificationPrediction> | null> {
  const object = await bucket.get(predictionsKey(run));
  return object && parsed(object.body);
}

async function* parsed(body: ReadableStream<Uint8Array>): AsyncGenerator<ClassificationPrediction> {
  const decoder = new TextDecoder();
  for await (const line of byteLines(body)) yield ClassificationPrediction.parse(JSON.parse(decoder.decode(line)));
}
