/**
 * The training process. `retort train` starts it with the allocator set for tensors (see `process-environment.ts`)
 * and starts it again from its checkpoint when it has grown too large.
 *
 *     node cli/training/process.ts '<Job as JSON>'
 *
 * Exit codes: 0 finished, 75 start me again, 130 interrupted, 1 failed.
 */
import { totalmem } from "node:os";
import { rememberAtMost, rememberedBytes } from "../../trainer/methods/remembered-teacher.ts";
import { askTeacher } from "../../trainer/training/ask-teacher.ts";
import type { DevPoint } from "../../trainer/training/checkpoint.ts";
import { runRecipe } from "../../trainer/training/run-recipe.ts";
import type { TrainingHooks } from "../../trainer/training/run-stages.ts";
import type { StopReason } from "../../trainer/training/train-loop.ts";
import { createProgress, type Progress } from "../ui/progress.ts";
import { withAdvice } from "./advice.ts";
import { EXIT } from "./exit-codes.ts";
import type { Job } from "./job.ts";

/**
 * Beside what is remembered of a teacher. tfjs on recent TensorFlow is reported to grow in long runs (tensorflow/tfjs#8570);
 * a fresh process starts small. A multilingual encoder takes 12 GB for one long batch: a limit below that would start a
 * process anew every few steps.
 */
const MAX_RESIDENT_BYTES = Math.max(10e9, 0.6 * Math.min(totalmem(), process.constrainedMemory() || totalmem()));

/** A process that needs so much from its first steps on would be no smaller begun anew, and reading its data takes a minute. */
const LEAST_SECONDS = 600;

async function main({ order, where, checkpointSeconds, again, memory, answers }: Job): Promise<number> {
  if (memory !== undefined) rememberAtMost(memory / 3);
  const mostResident = () => memory ?? MAX_RESIDENT_BYTES + rememberedBytes();
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
    if (done < total) return;
    bar.stop();
    bars.delete(label); // of what is done several times, the next begins anew
  };
  const stopReason = (): StopReason | undefined => {
    if (interrupted) return "interrupted";
    if (memory !== undefined && process.uptime() < LEAST_SECONDS) return undefined;
    return process.memoryUsage.rss() > mostResident() ? "memory" : undefined;
  };
  const hooks = {
    checkpointSeconds,
    log,
    onTeacher: (done: number, total: number) => show("teacher outputs", "examples", done, total),
    onStep: (recipe: string, done: number, total: number, note: string) =>
      show(`training ${recipe}`, "steps", done, total, note),
    onJudging: (done: number, total: number) => show("judging", "inputs", done, total),
    onText: (done: number, total: number) =>
      show("reading text", "kB", Math.round(done / 1e3), Math.round(total / 1e3)),
    onDev: (point: DevPoint) => log(`epoch ${Number(point.epoch.toFixed(3))}: dev ${figures(point)}`),
    shouldStop: stopReason,
  } satisfies TrainingHooks;
  const stopBars = () => {
    for (const bar of bars.values()) bar.stop();
  };
  if (answers !== undefined) {
    const asked = await askTeacher(order, answers, where, hooks).finally(stopBars);
    if (asked.kind === "interrupted") log(`stopped; continue with: ${again}`);
    else log(`wrote ${count(asked.answers)} answers, ${count(asked.bytes)} bytes: ${answers}`);
    return asked.kind === "interrupted" ? EXIT.interrupted : 0;
  }
  const outcome = await runRecipe(order, where, hooks);
  stopBars();
  switch (outcome.kind) {
    case "finished": {
      const minutes = (outcome.wallSeconds / 60).toFixed(1);
      const [examples, tokens] = [outcome.examplesPerSecond, outcome.tokensPerSecond].map(Math.round);
      log(`trained in ${minutes} min, ${examples} examples/s, ${tokens} tokens/s`);
      log(`best at epoch ${outcome.dev.epoch}, dev ${figures(outcome.dev)}; in ${outcome.artefact}`);
      return 0;
    }
    case "interrupted":
      log(`stopped at step ${outcome.step}; continue with: ${again}`);
      return EXIT.interrupted;
    case "memory":
      log(
        `memory grew past ${(mostResident() / 1e9).toFixed(1)} GB at step ${outcome.step}; going on in a fresh process`,
      );
      return EXIT.restart;
  }
}

/** `accuracy 0.8945, f1 0.9211, loss 0.3102` */
function figures({ metrics, loss }: DevPoint): string {
  return Object.entries({ ...metrics, loss })
    .map(([name, value]) => `${name} ${value.toFixed(4)}`)
    .join(", ");
}

const count = (n: number) => n.toLocaleString("en");

function log(line: string): void {
  console.error(`train: ${line}`);
}

try {
  process.exitCode = await main(JSON.parse(process.argv[2]));
} catch (error) {
  console.error(`retort: ${process.env.RETORT_VERBOSE ? (error as Error).stack : withAdvice(error as Error)}`);
  process.exitCode = 1;
}
