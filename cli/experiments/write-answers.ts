import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream } from "node:stream/web";
import { CliError } from "../cli-error.ts";

/** Writes an export as it arrives, to the terminal or to a file. Throws CliError where the file cannot be written, or the server stops before the end. */
export async function writeAnswers(body: ReadableStream, out?: string): Promise<void> {
  if (out === undefined) return pipeline(arriving(body), process.stdout, { end: false });
  await pipeline(arriving(body), createWriteStream(out)).catch((error: NodeJS.ErrnoException) => {
    if (error instanceof CliError) throw new CliError(`${error.message}: ${out} has only what came before`);
    throw new CliError(`${out} cannot be written (${error.code ?? error.message})`);
  });
}

async function* arriving(body: ReadableStream): AsyncGenerator<Uint8Array> {
  const answers = Readable.fromWeb(body)[Symbol.asyncIterator]();
  for (;;) {
    const { done, value } = await answers.next().catch(() => {
      throw new CliError("the export broke off before its end");
    });
    if (done) return;
    yield value;
  }
}
