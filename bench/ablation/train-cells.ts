/** Cells as processes, so many at once. */
import { type ChildProcess, spawn } from "node:child_process";
import { openSync } from "node:fs";
import { mkdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { formatDuration } from "../../cli/ui/progress.ts";
import type { CellJob } from "./cell.ts";
import type { Cell } from "./cells.ts";
import { timeLeft } from "./time-left.ts";

/** How often it is said how far all is. */
const SAID_EVERY_MS = 60_000;

export interface Training {
  cell: Cell;
  job: CellJob;
}

export interface Trained {
  failed: Cell[];
  /** By a signal; what was begun has a checkpoint. */
  interrupted: boolean;
}

interface Options {
  atOnce: number;
  /** What earlier ones took. */
  done: { task: string; seconds: number }[];
  say(line: string): void;
  /** After each that succeeded. */
  finished(): Promise<void>;
}

/** One after another, `atOnce` of them at a time. One that fails leaves the others be. */
export async function trainCells(
  trainings: readonly Training[],
  { atOnce, done: before, say, finished }: Options,
): Promise<Trained> {
  const [left, done, failed] = [[...trainings], [...before], [] as Cell[]];
  const running = new Map<Cell, { child: ChildProcess; since: number }>();
  const secondsSince = (since: number) => (performance.now() - since) / 1000;
  let interrupted = false;
  const stop = () => {
    if (!interrupted) say("stopping: what runs keeps a checkpoint");
    interrupted = true;
    for (const { child } of running.values()) child.kill("SIGTERM");
  };
  const report = () => {
    const now = [...running].map(([{ task, variant, seed }, { since }]) => ({
      ...{ task, seconds: secondsSince(since), words: `${variant} of ${task}, seed ${seed}` },
    }));
    const seconds = timeLeft(
      left.map(({ cell }) => cell),
      now,
      done,
      atOnce,
    );
    const when =
      seconds === null ? "how long is known when one is done" : `about ${formatDuration(seconds * 1000)} left`;
    const words = now.map((one) => `${one.words}, for ${formatDuration(one.seconds * 1000)}`);
    say(`${left.length} to come; now ${words.join("; ") || "none"}; ${when}`);
  };
  const worker = async () => {
    for (let next = left.shift(); next !== undefined && !interrupted; next = left.shift()) {
      const { cell } = next;
      const [since, { child, log }] = [performance.now(), await start(next)];
      running.set(cell, { child, since });
      report();
      const code = await new Promise<number>((resolve) => {
        child.on("error", () => resolve(1));
        child.on("exit", (status) => resolve(status ?? 1));
      });
      running.delete(cell);
      if (code === 0) {
        done.push({ task: cell.task, seconds: secondsSince(since) });
        await finished();
      } else if (!interrupted) {
        failed.push(cell);
        say(`${cell.variant} of ${cell.task}, seed ${cell.seed} ended with ${code}: ${await lastLine(log)} (${log})`);
      }
    }
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, stop);
  const timer = setInterval(report, SAID_EVERY_MS);
  await Promise.all(Array.from({ length: atOnce }, worker));
  clearInterval(timer);
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.off(signal, stop);
  return { failed, interrupted };
}

/** In a group of its own: a terminal's Ctrl-C reaches it once, by us. */
async function start({ cell, job }: Training): Promise<{ child: ChildProcess; log: string }> {
  const log = `${join(job.job.where.out, cell.place)}.log`;
  await mkdir(dirname(log), { recursive: true });
  const file = openSync(log, "a");
  const script = fileURLToPath(new URL("./cell.ts", import.meta.url));
  const child = spawn(process.execPath, [script, JSON.stringify(job)], {
    detached: true,
    stdio: ["ignore", file, file, "ipc"],
  });
  return { child, log };
}

const lastLine = async (log: string): Promise<string> =>
  (await readFile(log, "utf8")).trimEnd().split("\n").at(-1) || "it said nothing";
