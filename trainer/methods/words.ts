/**
 * Masked language modelling by the student alone: no teacher. Its head is a companion (`companions.ts`), tied to the student's word table.
 * Source: Devlin et al., arXiv 1810.04805, section 3.1, without next sentence prediction: no two texts here belong together.
 */
import { asBert } from "../models/bert/config.ts";
import { freshMlmHead } from "../models/bert/mlm-head.ts";
import { forward } from "../models/index.ts";
import type { ModelInput, ModelOutput } from "../models/input-output.ts";
import type { ModelConfig } from "../models/model.ts";
import type { Parameters, Weights } from "../models/weights.ts";
import type { DropoutRandom } from "../nn/dropout.ts";
import { asCompanion, companionOf } from "./companions.ts";
import { maskedWords, wordLoss } from "./masked-words.ts";
import type { ObjectiveKind } from "./method.ts";

const HEAD = "words";

/** The student's head before any training. Throws RangeError for a student that is no BERT. */
export const freshWordHead = (student: ModelConfig, seed: number): Map<string, Weights> =>
  asCompanion(HEAD, freshMlmHead(asBert(student), seed));

/** The student's output for a masked batch, its guesses among it. */
export const guesses = (
  parameters: Parameters,
  student: ModelConfig,
  input: ModelInput,
  random?: DropoutRandom,
): ModelOutput => forward({ ...parameters, ...companionOf(parameters, HEAD) }, student, input, random);

/** The words that are masked in a text. */
export const words: ObjectiveKind<unknown> = {
  on: ["text"],
  compares: { outputs: [], byToken: false },
  taught: false,
  async create(setting) {
    const { student, seed = 0 } = setting;
    return {
      disguise: maskedWords(setting),
      companions: freshWordHead(student, seed),
      teach: () => undefined,
      run: (parameters, { input }, random) => guesses(parameters, student, input, random),
      loss(output, batch) {
        const mlm = wordLoss(output, batch);
        return { total: mlm, terms: { mlm } };
      },
    };
  },
};
