import { setImmediate } from "node:timers/promises";
import type { DataFile } from "./data-file.ts";
import { paragraphsOf } from "./text-files.ts";

/** One article in so many is held out. */
export const DEV_EVERY = 200;

/** Paragraphs between two reports. */
const STEP = 2_000;

export interface ParagraphOptions {
  /** The suite that a paragraph overlaps with, if any. */
  overlapOf(paragraph: string): string | undefined;
  /** In bytes of the files as they lie. */
  onProgress?(done: number, total: number): void;
}

export interface ReadParagraphs {
  paragraphs: number;
  /** Left out, by suite and in all. */
  overlaps: Map<string, number>;
  overlapping: number;
}

/** Hands on all paragraphs but those that overlap, in the files' order, and whether their article is held out. */
export async function eachKeptParagraph(
  files: readonly DataFile[],
  { overlapOf, onProgress }: ParagraphOptions,
  take: (text: string, heldOut: boolean) => void,
): Promise<ReadParagraphs> {
  const overlaps = new Map<string, number>();
  let [paragraphs, overlapping, done] = [0, 0, 0];
  const total = files.reduce((sum, { bytes }) => sum + bytes.length, 0);
  for (const file of files) {
    for (const { text, title, at } of paragraphsOf(file)) {
      if (paragraphs++ % STEP === 0) {
        onProgress?.(done + at * file.bytes.length, total);
        await setImmediate(); // lets signals and timers in
      }
      const suite = overlapOf(text);
      if (suite === undefined) take(text, isHeldOut(title));
      else {
        overlapping++;
        overlaps.set(suite, (overlaps.get(suite) ?? 0) + 1);
      }
    }
    done += file.bytes.length;
  }
  onProgress?.(total, total);
  return { paragraphs, overlaps, overlapping };
}

/** By title (FNV-1a), so that an article that two files have is in one split. */
export function isHeldOut(title: string): boolean {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(title)) hash = Math.imul(hash ^ byte, 0x01000193);
  return (hash >>> 0) % DEV_EVERY === 0;
}
