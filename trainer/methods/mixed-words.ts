/**
 * Stage I of mixed-vocabulary training: a teacher learns to read and guess texts some of whose words are the student's pieces, so that
 * these get vectors in its space. Of the student only the word table learns; its encoder is not run.
 */
import * as z from "zod";
import { WORD_TABLE } from "../models/bert/tensors.ts";
import { affineTable, freshAffine } from "./affine-table.ts";
import { type ObjectiveKind, running } from "./method.ts";
import { mixedInputs } from "./mixed-input.ts";
import { freshMixedReader, type MixedGuesses, mixedGuesses, mixedWordLoss, readerConfig } from "./mixed-reader.ts";
import { type Narrow, wordDirections } from "./narrow.ts";

export const Share = {
  /** Of words that the student's vocabulary cuts while the teacher learns. The paper's value is not known; notes of v1 have 0.5. */
  share: z.number().min(0).max(1).default(0.5),
};

export const mixedWords: ObjectiveKind<Narrow & { share: number }> = {
  on: ["text"],
  compares: { outputs: [], byToken: false },
  taught: false,
  async create(setting) {
    const { options, student, origin, seed = 0 } = setting;
    const mixed = mixedInputs(setting, options.share);
    const encoder = origin!; // `mixedInputs` saw to it
    const config = readerConfig(encoder);
    return running<undefined, MixedGuesses>({
      disguise: (batch, random) => ({ ...batch, mixed: mixed(batch, random) }),
      companions: new Map([
        ...freshMixedReader(encoder, student.vocabulary, seed),
        ...freshAffine(wordDirections(encoder, options.width)),
      ]),
      leaves: (name) => name !== WORD_TABLE,
      teach: () => undefined,
      run: (parameters, batch, random) => mixedGuesses(parameters, config, batch.mixed!, affineTable, random),
      loss(logits, batch) {
        const mlm = mixedWordLoss(logits, batch.mixed!.guesses);
        return { total: mlm, terms: { mlm } };
      },
    });
  },
};
