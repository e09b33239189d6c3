/** From a data folder to a `tokenizer.json` and what is worth knowing of it. */
import { isDeepStrictEqual } from "node:util";
import type { BertNormalizer } from "../../r2-assets/format/bert-normalizer.ts";
import { BertTokenizerFile } from "../../r2-assets/format/bert-tokenizer-file.ts";
import { type OpenTokenizerFile, openTokenizerFile } from "../../r2-assets/format/tokenizer-file.ts";
import { findTask } from "../tasks/find-task.ts";
import { countWords } from "./count-words.ts";
import { alphabetCoverage, type CutFigures, cutFigures } from "./cut-figures.ts";
import { type LearnOptions, learnWordPieces } from "./learn-word-pieces.ts";
import { type MeanLength, meanLength, type RowLengths, rowLengths } from "./row-lengths.ts";
import { SPECIAL_TOKENS, UNCASED, wordPieceFile } from "./word-piece-file.ts";

export interface VocabularyOrder extends Required<Omit<LearnOptions, "specialTokens" | "onPiece">> {
  /** The data folder. */
  data: string;
  /** Content of the `tokenizer.json` that the new one is compared with: a lower-case BERT's. */
  teacher: unknown;
  /** Whose training rows are measured. */
  tasks: readonly string[];
}

export interface VocabularyHooks {
  /** In bytes of the text files. */
  onText?(done: number, total: number): void;
  onPiece?(pieces: number): void;
  /** Each task is measured twice: by the teacher's tokenizer first, by the new one last. */
  onTask?(done: number): void;
}

/** Snake case: as a JSON report has it. */
export interface VocabularyFigures {
  pieces: number;
  /** Of these characters, those inside words with their "##". */
  characters: number;
  alphabet: number;
  /** Share of all characters of the text's words. */
  alphabet_coverage: number | null;
  text: { paragraphs: number; left_out: number; distinct_words: number; sha256: string };
  /** Pieces that the teacher's vocabulary has, special tokens among them. */
  shared: { pieces: number; of_all: number };
  /** The text that was learnt from, and articles that were not. */
  cuts: { text: "learnt" | "held out"; own: CutFigures; teacher: CutFigures }[];
  tasks: RowLengths[];
}

export interface LearntVocabulary {
  tokenizer: object;
  figures: VocabularyFigures;
}

/** Throws with one sentence for what the order or its tasks' files have that cannot be used, before anything takes long. */
export async function learnVocabulary(
  { data, teacher, tasks, ...options }: VocabularyOrder,
  { onText, onPiece, onTask }: VocabularyHooks = {},
): Promise<LearntVocabulary> {
  const measured = await Promise.all(tasks.map((name) => findTask(name, data)));
  const theirs = openUncased(teacher);

  // First, as a task's file may be missing, and nobody should learn that from minutes of work that are lost.
  let measurements = 0;
  const lengths = async (tokenizerJson: unknown): Promise<MeanLength[]> => {
    const all: MeanLength[] = [];
    for (const task of measured) {
      all.push(await meanLength(task, data, tokenizerJson));
      onTask?.(++measurements);
    }
    return all;
  };
  const teacherLengths = await lengths(teacher);

  const words = await countWords(data, UNCASED, onText);
  const { pieces, alphabet } = learnWordPieces(words.train, { ...options, specialTokens: SPECIAL_TOKENS, onPiece });
  const tokenizer = wordPieceFile(pieces, options.maxWordLength);
  const mine = openTokenizerFile(tokenizer);
  const cuts = (counts: Map<string, number>) => ({ own: cutBy(mine, counts), teacher: cutBy(theirs, counts) });

  const ownLengths = await lengths(tokenizer);
  const shared = pieces.filter((piece) => theirs.splitter.idOf(piece) !== undefined).length;
  const { paragraphs, overlapping, sha256, train, heldOut } = words;
  return {
    tokenizer,
    figures: {
      pieces: pieces.length,
      characters: pieces.filter((piece) => /^(?:##)?.$/su.test(piece)).length,
      alphabet: alphabet.length,
      alphabet_coverage: alphabetCoverage(train, alphabet),
      text: { paragraphs, left_out: overlapping, distinct_words: train.size, sha256 },
      shared: { pieces: shared, of_all: shared / pieces.length },
      cuts: [
        { text: "learnt", ...cuts(train) },
        { text: "held out", ...cuts(heldOut) },
      ],
      tasks: measured.map(({ name }, i) => rowLengths(name, ownLengths[i]!, teacherLengths[i]!)),
    },
  };
}

const cutBy = ({ splitter, special }: OpenTokenizerFile, counts: ReadonlyMap<string, number>): CutFigures =>
  cutFigures(counts, splitter, splitter.idOf(special.unknown)!);

/**
 * Words are counted as they are normalised, so that both must be so in one way. Throws an Error with one sentence for a tokenizer
 * that reads otherwise.
 */
export function openUncased(teacher: unknown): OpenTokenizerFile {
  const opened = openTokenizerFile(teacher);
  const normalizer = BertTokenizerFile.safeParse(teacher).data?.normalizer;
  if (normalizer === undefined || !isDeepStrictEqual(settled(normalizer), settled(UNCASED)))
    throw new Error(
      "the teacher's tokenizer cannot be compared: it is no BERT's that reads lower case without accents",
    );
  return opened;
}

const settled = (settings: BertNormalizer): BertNormalizer => ({
  ...settings,
  strip_accents: settings.strip_accents ?? settings.lowercase,
});
