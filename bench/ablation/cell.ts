/**
 * One cell of an ablation as a process: trains what is not trained, then asks the artefact as it is served. `run.ts` starts it.
 *
 *     node bench/ablation/cell.ts '{"job": Job, "metric": string | null}'
 *
 * `metric`: of a cell that is trained already, which figure it lacks. Exit codes are those of the training process.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Job } from "../../cli/training/job.ts";
import type { SeededRecord } from "../../cli/training/seed-summary.ts";
import { supervise } from "../../cli/training/supervise.ts";
import { bestOf } from "../../trainer/training/checkpoint.ts";
import { dropCheckpoints, serveUnseen } from "./serve-unseen.ts";

export interface CellJob {
  job: Job;
  metric: string | null;
}

const { job, metric }: CellJob = JSON.parse(process.argv[2]!);
// When `run.ts` is killed nobody would know that we still write: the training is told to stop, as it is by a signal.
process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));
process.channel?.unref();

const code = metric === null ? await supervise(job) : 0;
if (code === 0) {
  const folder = join(job.where.out, job.order.place);
  const { value, rows } = await serveUnseen(folder, metric ?? (await metricIn(folder)));
  console.error(
    `ablation: ${value?.toFixed(4) ?? "no figure"} on the ${rows} rows of dev that chose nothing, as served`,
  );
  await dropCheckpoints(folder);
}
process.exitCode = code;

async function metricIn(folder: string): Promise<string> {
  const { dev }: SeededRecord = JSON.parse(await readFile(join(folder, "training.json"), "utf8"));
  return bestOf(dev).primary;
}
