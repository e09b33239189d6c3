/** Batches of texts in two vocabularies, as tensors. */
import { type Tensor1D, type Tensor2D, tf } from "../backend/tf.ts";
import { cutWords, maskWords, mixWords, type ReadPiece, VOCABULARIES, type Vocabulary } from "../data/mixed-text.ts";
import { specialTokens } from "../data/special-tokens.ts";
import { twiceCutter } from "../data/two-vocabularies.ts";
import type { ModelInput } from "../models/input-output.ts";
import type { Batch, Setting } from "./method.ts";

export interface MixedInput extends Omit<ModelInput, "inputIds" | "guessed"> {
  /**
   * int32. Ids in each vocabulary, and where they stand: `order[i]` is the place of position i among the teacher's and, behind them, the
   * student's.
   */
  reads: Record<Vocabulary, Tensor1D> & { order: Tensor1D };
  /** Positions of the batch to be guessed and the ids that were there, int32 `[n]`, by the vocabulary that these are of. */
  guesses: Record<Vocabulary, Guesses>;
}

export interface Guesses {
  rows: Tensor1D;
  words: Tensor1D;
  /** How many count. Where none does, there is one all the same, so that every parameter has its place in the tape. */
  count: number;
}

/**
 * How a batch's texts are mixed and masked (`Batch.mixed`), no longer than the longest of them as the student reads it. `share`: of words
 * that the student's vocabulary cuts. Throws an Error with one sentence where the student's vocabulary is the encoder's own.
 */
export function mixedInputs(
  { inputs, origin, tokenizer, student }: Pick<Setting<unknown>, "inputs" | "origin" | "tokenizer" | "student">,
  share: number,
) {
  if (origin === undefined)
    throw new Error("mixed texts need a second vocabulary: encoder.vocabulary must say what is learnt");
  const cut = twiceCutter(origin.tokenizer, tokenizer);
  const sizes = { teacher: origin.config.vocabulary, student: student.vocabulary };
  const settings = { mask: specialTokens(origin.tokenizer).mask, sizes };
  return ({ input, positions }: Batch, random: () => number): MixedInput => {
    const most = input.mask.shape[1];
    return toMixedInput(
      positions.map((position) => {
        const mixed = mixWords(cut(inputs[position]!.ids), share, random);
        return maskWords(cutWords(mixed, most), settings, random);
      }),
    );
  };
}

/** BERT's `[PAD]`. */
const PAD = { id: 0, of: "teacher" } satisfies ReadPiece;

/** Texts padded to one length. Where none has a piece to be guessed, the first is, as it stands. */
export function toMixedInput(texts: readonly (readonly ReadPiece[])[]): MixedInput {
  const lengths = texts.map((text) => text.length);
  const length = Math.max(...lengths);
  const padded = texts.flatMap((text) => Array.from({ length }, (_, i): ReadPiece => text[i] ?? PAD));
  if (!padded.some(({ guess }) => guess)) padded[0] = { ...padded[0]!, guess: padded[0]! };
  const rowsOf = (of: Vocabulary) => padded.flatMap((piece, row) => (piece.of === of ? [row] : []));
  const rows = VOCABULARIES.map(rowsOf);
  const order = new Int32Array(padded.length);
  rows.flat().forEach((row, place) => {
    order[row] = place;
  });
  const ids = (of: Vocabulary) => ints(rowsOf(of).map((row) => padded[row]!.id));
  const mask = tf.tensor2d(
    padded.map((_, row) => (row % length < lengths[Math.floor(row / length)]! ? 1 : 0)),
    [texts.length, length],
  );
  return {
    reads: { teacher: ids("teacher"), student: ids("student"), order: tf.tensor1d(order, "int32") },
    guesses: { teacher: guessesOf(padded, "teacher"), student: guessesOf(padded, "student") },
    tokenTypeIds: tf.zeros([padded.length], "int32"),
    mask: mask as Tensor2D,
    lengths,
    full: lengths.every((each) => each === length),
  };
}

function guessesOf(pieces: readonly ReadPiece[], of: Vocabulary): Guesses {
  const rows = pieces.flatMap(({ guess }, row) => (guess?.of === of ? [row] : []));
  return { rows: ints(rows), words: ints(rows.map((row) => pieces[row]!.guess!.id)), count: rows.length };
}

/** At least one. */
const ints = (numbers: readonly number[]): Tensor1D => tf.tensor1d(numbers.length > 0 ? [...numbers] : [0], "int32");
