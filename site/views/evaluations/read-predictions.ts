/** A run's predictions: all of them, as they come. */
import { ask } from "../../api/client.ts";
import { linesOf } from "../../api/lines.ts";
import type { Prediction } from "./predictions.ts";

/** Rows are told every so many, so that a long answer is not drawn anew at each. */
const TOLD_EVERY = 2000;

/** All predictions in their order. `onRows` is told how many have come. */
export async function readPredictions(
  run: string,
  signal: AbortSignal,
  onRows: (count: number) => void,
): Promise<Prediction[]> {
  const response = await ask(`/v1/runs/${encodeURIComponent(run)}/predictions`, { signal });
  const predictions: Prediction[] = [];
  for await (const line of linesOf(response.body!)) {
    if (line === "") continue;
    predictions.push(JSON.parse(line));
    if (predictions.length % TOLD_EVERY === 0) onRows(predictions.length);
  }
  return predictions;
}
