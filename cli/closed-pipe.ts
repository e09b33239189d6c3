import { constants } from "node:os";

/**
 * Whoever reads our output may stop before we do (`retort runs | head -1`): then the rest is for nobody, and we end as a
 * program does that SIGPIPE ends, which Node ignores: without a word, with the exit code that a shell reports for it.
 */
export function endWithReader(streams: readonly NodeJS.WriteStream[] = [process.stdout, process.stderr]): void {
  for (const stream of streams) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") throw error;
      process.exit(128 + constants.signals.SIGPIPE);
    });
  }
}
