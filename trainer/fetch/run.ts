import { spawn } from "node:child_process";

export interface Finished {
  /** Exit status; null when a signal ended it, undefined when it could not be started at all. */
  status: number | null | undefined;
  stdout: string;
  stderr: string;
}

export interface RunOptions {
  env?: NodeJS.ProcessEnv;
  /** Lets the program draw on our stderr (a progress bar) instead of keeping its stdout. */
  show?: boolean;
}

/** Runs a program to its end, without input and without a shell. Never rejects: `status` tells how it went. */
export function run(
  program: string,
  args: readonly string[],
  { env, show = false }: RunOptions = {},
): Promise<Finished> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      env: { ...process.env, ...env },
      stdio: ["ignore", show ? 2 : "pipe", "pipe"],
    });
    let [stdout, stderr] = ["", ""];
    child.stdout?.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
    });
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
    });
    child.on("error", (error) => resolve({ status: undefined, stdout, stderr: error.message }));
    child.on("close", (status) => resolve({ status, stdout, stderr }));
  });
}
