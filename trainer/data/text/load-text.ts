/** Unlabelled text for distillation before a task: Wikipedia's paragraphs without those that evaluation splits share. */
import { createHash } from "node:crypto";
import { join } from "node:path";
import type { TextTokenizer } from "../../../r2-assets/format/tokenizer.ts";
import type { Encoded } from "../encoded.ts";
import { spread } from "../spread.ts";
import { MIN_TOKENS } from "./cut-paragraph.ts";
import { evaluationTexts, readEvaluationFiles } from "./evaluation-files.ts";
import { GRAM, gramIndex } from "./gram-index.ts";
import { DEV_EVERY } from "./kept-paragraphs.ts";
import { readTextCache, type TokenisedText, writeTextCache } from "./text-cache.ts";
import { readTextFiles } from "./text-files.ts";
import { DEV_PIECES, tokeniseText } from "./tokenise-text.ts";
import { tokenizerDigest } from "./tokenizer-digest.ts";

export interface TextData {
  /** Pieces of paragraphs, `[CLS] … [SEP]`, in corpus order. */
  train: readonly (Encoded & { id: string })[];
  /** Pieces of held-out articles, which train has nothing of. */
  dev: readonly (Encoded & { id: string })[];
  /** Of train, special ones included. */
  tokens: number;
  /** Read. */
  paragraphs: number;
  /** Of these left out for sharing 13 words in a row with an evaluation split. */
  overlapping: number;
  /** Of the text files, the evaluation files and the rules by which text was cut. */
  sha256: string;
}

export interface LoadTextOptions {
  /** Tokens a piece, special ones included. */
  maxLength: number;
  /** No piece ends within a word. */
  wholeWords?: boolean;
  /** Folder for the tokenised form. */
  cache: string;
  /** So many pieces of train, spread evenly over the corpus; all by default. */
  limit?: number | null;
  /** So many pieces of dev, likewise. */
  devLimit?: number | null;
  /** In bytes; not called when the tokenised form is there. */
  onProgress?(done: number, total: number): void;
  log?(line: string): void;
}

/** Changes with whatever the digests do not see: word splitting, cutting, the cache's layout. */
const FORMAT = 1;

/**
 * Reads `text/*.txt.gz` under `folder`. Tokenises it once; later calls read the cache, which is made anew when anything
 * it depends on has changed or it is damaged. Throws with one sentence when a text or a suite's file is missing or damaged.
 */
export async function loadText(
  folder: string,
  tokenizer: TextTokenizer,
  { maxLength, wholeWords = false, cache, limit, devLimit, onProgress, log = () => {} }: LoadTextOptions,
): Promise<TextData> {
  const texts = await readTextFiles(folder); // one after the other: of two faults always the same one is told
  const evaluation = await readEvaluationFiles(folder);
  const rules = [FORMAT, maxLength, GRAM, MIN_TOKENS, DEV_EVERY, DEV_PIECES, ...(wholeWords ? ["whole words"] : [])];
  const sha256 = digestOf([rules, [...texts, ...evaluation].map((file) => file.sha256)]);

  const path = join(cache, `text-${digestOf([sha256, tokenizerDigest(tokenizer)]).slice(0, 16)}.bin`);
  let text = await readTextCache(path);
  if (text === null) {
    const overlapOf = gramIndex(evaluationTexts(evaluation));
    const { overlaps, ...made } = await tokeniseText(texts, tokenizer, {
      maxLength,
      wholeWords,
      overlapOf,
      onProgress,
    });
    await writeTextCache(path, made);
    log(overlapLine(made, overlaps));
    text = made;
  }

  const { train, dev, paragraphs, overlapping } = text;
  const zeros = Array.from({ length: maxLength + 1 }, (_, length) => new Uint8Array(length));
  const encoded = (ids: Uint16Array, id: string) => ({ id, ids, typeIds: zeros[ids.length] });
  const kept = spread(train.length, limit ?? train.length);
  return {
    train: kept.map((i) => encoded(train[i], `${i}`)),
    dev: spread(dev.length, devLimit ?? dev.length).map((i) => encoded(dev[i], `dev-${i}`)),
    tokens: kept.reduce((sum, i) => sum + train[i].length, 0),
    paragraphs,
    overlapping,
    sha256,
  };
}

const digestOf = (value: unknown) => createHash("sha256").update(JSON.stringify(value)).digest("hex");

function overlapLine({ paragraphs, overlapping }: TokenisedText, overlaps: Map<string, number>): string {
  const bySuite = [...overlaps].sort(([, a], [, b]) => b - a).map(([suite, count]) => `${suite} ${count}`);
  const list = bySuite.length > 0 ? `: ${bySuite.join(", ")}` : "";
  return `left out ${overlapping} of ${paragraphs} paragraphs, which share ${GRAM} words in a row with evaluation texts${list}`;
}
