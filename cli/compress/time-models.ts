/** How long each model takes for one text, all of them in one run, in turns: whatever else the machine does meets all alike. */
import type { Runtime } from "../../r2-assets/format/names.ts";
import { timeRequest } from "../bench/measure.ts";
import { percentile } from "../bench/percentile.ts";
import type { ApiClient } from "../http/client.ts";
import { createProgress } from "../ui/progress.ts";

export interface Timing {
  /** Milliseconds from sending a request to having its whole answer. */
  p50: number;
  p95: number;
  p99: number;
  n: number;
  runtime: Runtime;
}

/** Requests before those that count: the first loads the model, the next warm the engine up. */
export const WARM_UP = 5;

/** As measurements say it. */
export const timingMethod = (models: number): string =>
  `closed loop, 1 client, ${models} models in turns, ${WARM_UP} requests each to warm up`;

/** One request a model and round, each round beginning with the next model; in a round all are asked the same. */
export async function timeModels(
  api: ApiClient,
  models: readonly string[],
  inputs: readonly unknown[],
  requests: number,
): Promise<Timing[]> {
  const times = models.map(() => [] as number[]);
  const runtimes: Runtime[] = [];
  const rounds = WARM_UP + requests;
  const progress = createProgress({ label: "taking times", total: rounds * models.length, unit: "requests" });
  try {
    for (let round = 0; round < rounds; round++) {
      for (let turn = 0; turn < models.length; turn++) {
        const i = (round + turn) % models.length;
        const { ms, runtime } = await timeRequest(api, { model: models[i]! }, [inputs[round % inputs.length]]);
        if (round >= WARM_UP) times[i]!.push(ms);
        runtimes[i] = runtime;
        progress.update(round * models.length + turn + 1, models[i]);
      }
    }
  } finally {
    progress.stop();
  }
  return times.map((own, i) => ({
    ...{ p50: percentile(own, 0.5), p95: percentile(own, 0.95), p99: percentile(own, 0.99) },
    ...{ n: own.length, runtime: runtimes[i]! },
  }));
}
