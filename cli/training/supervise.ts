/** Trainings as processes of their own, from the command's side. */
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { trainingEnvironment } from "../../trainer/backend/process-environment.ts";
import { compileCacheOf } from "../compile-cache.ts";
import { EXIT } from "./exit-codes.ts";
import type { Job } from "./job.ts";

/** Runs the job to its end, in as many processes as it takes. Returns the exit code. */
export async function supervise(job: Job): Promise<number> {
  const code = await runProcess(job);
  return code === EXIT.restart ? supervise({ ...job, order: { ...job.order, existing: "resume" } }) : code;
}

const verbose = () => process.argv.includes("--verbose");

function runProcess(job: Job): Promise<number> {
  const script = fileURLToPath(new URL("./process.ts", import.meta.url));
  const child = spawn(process.execPath, [script, JSON.stringify(job)], {
    stdio: ["inherit", "inherit", "inherit", "ipc"], // the channel tells the child when this process is killed
    env: trainingEnvironment(
      { ...compileCacheOf(process.env), ...(verbose() && { RETORT_VERBOSE: "1" }) },
      job.threads,
    ),
  });
  // A terminal sends Ctrl-C to both; the child decides how to stop, we wait for it. A kill is passed on.
  const ignore = () => {};
  const passOn = () => child.kill("SIGTERM");
  process.on("SIGINT", ignore);
  process.on("SIGTERM", passOn);
  return new Promise((done, fail) => {
    child.on("error", fail);
    child.on("exit", (code, signal) => {
      process.off("SIGINT", ignore);
      process.off("SIGTERM", passOn);
      if (signal !== null)
        console.error(`retort: the training process was killed (${signal}); go on with: ${job.again}`);
      done(code ?? 1);
    });
  });
}
