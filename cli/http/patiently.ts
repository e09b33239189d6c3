import { setTimeout as sleep } from "node:timers/promises";
import { CliError } from "../cli-error.ts";
import { HttpError } from "./client.ts";

const AGAIN_MS = 500;
/** A server that restarts takes its work up again: so long we wait for it. */
const PATIENCE_MS = 60_000;

/**
 * Asks again while nobody, or a server in trouble, answers, for a minute from the first failure on. Throws what the last
 * attempt threw.
 */
export async function patiently<T>(ask: () => Promise<T>): Promise<T> {
  for (let deadline: number | undefined; ; await sleep(AGAIN_MS)) {
    try {
      return await ask();
    } catch (error) {
      deadline ??= Date.now() + PATIENCE_MS;
      const final = error instanceof HttpError && error.status < 500;
      if (final || !(error instanceof CliError) || Date.now() > deadline) throw error;
    }
  }
}
