import { createHash } from "node:crypto";
import { type BertNormalizer, bertNormalize } from "../../r2-assets/format/bert-normalizer.ts";
import { bertPreTokenizer } from "../../r2-assets/format/bert-pre-tokenizer.ts";
import type { DataFile } from "../data/text/data-file.ts";
import { evaluationTexts, readEvaluationFiles } from "../data/text/evaluation-files.ts";
import { gramIndex } from "../data/text/gram-index.ts";
import { eachKeptParagraph } from "../data/text/kept-paragraphs.ts";
import { readTextFiles } from "../data/text/text-files.ts";

export interface WordCounts {
  /** How often each normalised word occurs in the articles that models are trained on. */
  train: Map<string, number>;
  /** In those that are held out, a two-hundredth. */
  heldOut: Map<string, number>;
  /** Read, and of these left out for sharing 13 words in a row with an evaluation split. */
  paragraphs: number;
  overlapping: number;
  /** Of the text files and the evaluation files as they lie. */
  sha256: string;
}

/**
 * Counts the words of `text/*.txt.gz` under `folder`, as BERT cuts them, in one pass: of the same paragraphs and split as the text
 * stage (`loadText`). Throws with one sentence when a text or a suite's file is missing or damaged.
 */
export async function countWords(
  folder: string,
  normalizer: BertNormalizer,
  onProgress?: (doneBytes: number, totalBytes: number) => void,
): Promise<WordCounts> {
  const texts = await readTextFiles(folder); // one after the other: of two faults always the same one is told
  const evaluation = await readEvaluationFiles(folder);
  const overlapOf = gramIndex(evaluationTexts(evaluation));
  const [train, heldOut] = [new Map<string, number>(), new Map<string, number>()];
  const { paragraphs, overlapping } = await eachKeptParagraph(texts, { overlapOf, onProgress }, (text, isHeldOut) =>
    addWords(isHeldOut ? heldOut : train, bertNormalize(text, normalizer)),
  );
  return {
    ...{ train, heldOut, paragraphs, overlapping },
    sha256: digestOf([...texts, ...evaluation]),
  };
}

/** `WordCounts.sha256`, without counting. */
export async function textDigest(folder: string): Promise<string> {
  const texts = await readTextFiles(folder);
  return digestOf([...texts, ...(await readEvaluationFiles(folder))]);
}

const digestOf = (files: readonly Pick<DataFile, "sha256">[]): string =>
  createHash("sha256")
    .update(JSON.stringify(files.map(({ sha256 }) => sha256)))
    .digest("hex");

function addWords(counts: Map<string, number>, normalized: string): void {
  for (const word of bertPreTokenizer.words(normalized)) {
    const count = counts.get(word);
    counts.set(count === undefined ? copyOf(word) : word, (count ?? 0) + 1);
  }
}

/** A part of a string keeps the whole of it in memory: of a rare word its paragraph. */
const copyOf = (word: string) => Buffer.from(word, "utf16le").toString("utf16le");
