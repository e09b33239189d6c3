import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { replaceFile } from "../../files/replace-file.ts";

/** Text as it is trained on, before a limit. */
export interface TokenisedText {
  /** `[CLS] … [SEP]`, views into one array, in corpus order. */
  train: Uint16Array[];
  dev: Uint16Array[];
  /** Read, and of these left out. */
  paragraphs: number;
  overlapping: number;
}

const DIGEST_BYTES = 32;
/** Pieces of train and dev, paragraphs, overlapping. */
const COUNTS = 4;

/**
 * The file: sha256 of the rest (32 bytes), four counts (uint32), where each piece ends (uint32, in tokens; train's before
 * dev's), all ids (uint16). Numbers are little-endian, as on every machine that Node runs on.
 */
export async function writeTextCache(path: string, { train, dev, paragraphs, overlapping }: TokenisedText) {
  const pieces = [...train, ...dev];
  const head = new Uint32Array(COUNTS + pieces.length);
  head.set([train.length, dev.length, paragraphs, overlapping]);
  const tokens = pieces.reduce((sum, { length }) => sum + length, 0);
  const ids = new Uint16Array(tokens);
  let end = 0;
  for (const [i, piece] of pieces.entries()) {
    ids.set(piece, end);
    end += piece.length;
    head[COUNTS + i] = end;
  }
  const parts = [bytesOf(head), bytesOf(ids)];
  await replaceFile(path, Buffer.concat([digestOf(...parts), ...parts]));
}

/** Null where there is no such file, or it is damaged. */
export async function readTextCache(path: string): Promise<TokenisedText | null> {
  const file = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT") throw error;
    return null;
  });
  if (file === null || file.length < DIGEST_BYTES + 4 * COUNTS) return null;
  const rest = file.subarray(DIGEST_BYTES);
  if (!digestOf(rest).equals(file.subarray(0, DIGEST_BYTES))) return null;

  const { buffer, byteOffset, byteLength } = rest;
  const [train, dev, paragraphs, overlapping] = new Uint32Array(buffer, byteOffset, COUNTS);
  const ends = new Uint32Array(buffer, byteOffset + 4 * COUNTS, train + dev);
  const idsAt = 4 * (COUNTS + ends.length);
  const ids = new Uint16Array(buffer, byteOffset + idsAt, (byteLength - idsAt) / 2);
  const pieces = Array.from(ends, (end, i) => ids.subarray(i === 0 ? 0 : ends[i - 1], end));
  return { train: pieces.slice(0, train), dev: pieces.slice(train), paragraphs, overlapping };
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Uint32Array | Uint16Array) =>
  Buffer.from(buffer, byteOffset, byteLength);

function digestOf(...parts: Uint8Array[]): Buffer {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest();
}
