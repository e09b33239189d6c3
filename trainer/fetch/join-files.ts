import { createReadStream, createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import { pipeline } from "node:stream/promises";

/** Writes `into` the bytes of these files one after the other, and removes each once it is there. */
export async function joinFiles(parts: readonly string[], into: string): Promise<void> {
  await rm(into, { force: true });
  for (const part of parts) {
    await pipeline(createReadStream(part), createWriteStream(into, { flags: "a" }));
    await rm(part);
  }
}
