/**
 * The training process. `retort train` starts it with the allocator set for tensors (see `process-environment.ts`)
 * and starts it again from its checkpoint when it has grown too large.
 *
 *     node cli/training/process.ts '<Job as JSON>'
 *
 * Exit codes: 0 finished, 75 start me again, 130 interrupted, 1 failed.
 */

import { type Job, runRecipe } from "../../trainer/training/run-recipe.ts";
import type { StopReason } from "../../trainer/training/train-loop.ts";
import { createProgress, type Progress } from "../ui/progress.ts";
import { EXIT } from "./exit-codes.ts";

/** tfjs on recent TensorFlow is reported to grow in long runs (tensorflow/tfjs#8570); a fresh process starts small. */
const MAX_RESIDENT_BYTES = 10e9;

async function main(job: Job): Promise<number> {
  let interrupted = false;
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      if (interrupted) process.exit(EXIT.interrupted);
      interrupted = true;
      log("stopping after this step; once more to stop at once");
    });
  }
  // Killed, the process that started us leaves us no orphan: nobody would know that we still write.
  process.once("disconnect", () => process.exit(1));
  process.channel?.unref();
  const bars = new Map<string, Progress>();
  const show = (label: string, unit: string, done: number, total: number, note?: string) => {
    let bar = bars.get(label);
    if (bar === undefined) {
      bar = createProgress({ label, total, unit, from: Math.max(0, done - 1) });
      bars.set(label, bar);
    }
    bar.update(done, note);
    if (done === total) bar.stop();
  };
  const stopReason = (): StopReason | undefined => {
    if (interrupted) return "interrupted";
    return process.memoryUsage.rss() > MAX_RESIDENT_BYTES ? "memory" : undefined;
  };
  const outcome = await runRecipe(job, {
    log,
    onTeacher: (done, total) => show("teacher outputs", "examples", done, total),
    onStep: (recipe, done, total, note) => show(`training ${recipe}`, "steps", done, total, note),
    onDev: ({ epoch, accuracy, loss }) =>
      log(`epoch ${epoch}: dev accuracy ${accuracy.toFixed(4)}, dev loss ${loss.toFixed(4)}`),
    shouldStop: stopReason,
  });
  for (const bar of bars.values()) bar.stop();
  switch (outcome.kind) {
    case "finished": {
      const minutes = (outcome.wallSeconds / 60).toFixed(1);
      log(`trained in ${minutes} min, ${outcome.examplesPerSecond.toFixed(0)} examples/s`);
      log(
        `best epoch ${outcome.dev.epoch}, dev accuracy ${outcome.dev.accuracy.toFixed(4)}; artefact in ${outcome.artefact}`,
      );
      return 0;
    }
    case "interrupted":
      log(`stopped at step ${outcome.step}; continue with: retort train ${job.name} --resume`);
      return EXIT.interrupted;
    case "memory":
      log(`memory grew past ${MAX_RESIDENT_BYTES / 1e9} GB at step ${outcome.step}; going on in a fresh process`);
      return EXIT.restart;
  }
}

function log(line: string): void {
  console.error(`train: ${line}`);
}

try {
  process.exitCode = await main(JSON.parse(process.argv[2]));
} catch (error) {
  console.error(`retort: ${process.env.RETORT_VERBOSE ? (error as Error).stack : (error as Error).message}`);
  process.exitCode = 1;
}
