import { setImmediate } from "node:timers/promises";
import type { TextTokenizer } from "../../../r2-assets/format/tokenizer.ts";
import { spread } from "../spread.ts";
import { paragraphCutter } from "./cut-paragraph.ts";
import type { DataFile } from "./data-file.ts";
import type { TokenisedText } from "./text-cache.ts";
import { paragraphsOf } from "./text-files.ts";

/** One article in so many is held out, and so many pieces of these are kept. */
export const DEV_EVERY = 200;
export const DEV_PIECES = 512;

/** Paragraphs between two reports. */
const STEP = 2_000;

export interface TokeniseOptions {
  maxLength: number;
  /** The suite that a paragraph overlaps with, if any. */
  overlapOf(paragraph: string): string | undefined;
  /** In bytes of the files as they lie. */
  onProgress?(done: number, total: number): void;
}

/** Tokenises and cuts all paragraphs but those that overlap; `overlaps` counts these by suite. */
export async function tokeniseText(
  files: readonly DataFile[],
  tokenizer: TextTokenizer,
  { maxLength, overlapOf, onProgress }: TokeniseOptions,
): Promise<TokenisedText & { overlaps: Map<string, number> }> {
  const cut = paragraphCutter(tokenizer, maxLength);
  const [train, dev]: Uint16Array[][] = [[], []];
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
      if (suite === undefined) (isHeldOut(title) ? dev : train).push(...cut(text));
      else {
        overlapping++;
        overlaps.set(suite, (overlaps.get(suite) ?? 0) + 1);
      }
    }
    done += file.bytes.length;
  }
  onProgress?.(total, total);
  return { train, dev: spread(dev.length, DEV_PIECES).map((i) => dev[i]), paragraphs, overlapping, overlaps };
}

/** By title (FNV-1a), so that an article that two files have is in one split. */
export function isHeldOut(title: string): boolean {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(title)) hash = Math.imul(hash ^ byte, 0x01000193);
  return (hash >>> 0) % DEV_EVERY === 0;
}
