/**
 * A bidirectional LSTM that was never pre-trained, taught by a fine-tuned Transformer on much unlabelled text. Sources: Mukherjee and
 * Hassan Awadallah, *Distilling BERT into Simple Neural Networks with Unlabeled Transfer Data*, arXiv 1910.01769, and
 * *XtremeDistil*, ACL 2020, arXiv 2004.05686. Which of its strategies (D0 to D4.2) is run says the recipe by its list of stages
 * and what each keeps frozen; the losses are in `xtremedistil-objectives.ts`.
 *
 * Choices made here, where paper and code differ or leave things open:
 * - the head reads the projection (code; equations 1 and 3 have it read the states);
 * - words begin with the fine-tuned teacher's table in its first E principal coordinates, by an SVD that is not centred (paper; the
 *   second code centres);
 * - the teacher's layer is the one at 7/12 of its depth (the paper's 7 of 12) unless the recipe names another;
 * - the optimiser is AdamW under this project's schedule; theirs is Adam under a cosine with restarts.
 */
import * as z from "zod";
import { rowsOfOther } from "../data/prune-vocabulary.ts";
import { principalCoordinates } from "../factorise/principal-coordinates.ts";
import type { BilstmConfig } from "../models/bilstm/config.ts";
import { freshBilstm } from "../models/bilstm/initial-weights.ts";
import { WORD_TABLE } from "../models/bilstm/tensors.ts";
import { descriptionOf } from "../models/describe.ts";
import type { Model, ModelConfig } from "../models/model.ts";
import type { Weights } from "../models/weights.ts";
import { method, type Sources } from "./method.ts";
import { LossWeights, strategies } from "./xtremedistil-objectives.ts";

const Size = z.int().positive();

const Options = LossWeights.extend({
  /** E, the width of a word's vector. */
  embedding: Size,
  /** H, units of each direction. */
  units: Size,
  /** How a text's states become one vector; a task of tokens has one a token. */
  pooling: z.enum(["max", "mean", "last"]).default("max"),
  /** How the word table starts: from the teacher's, in its E principal coordinates, or like everything else. */
  words: z.enum(["svd", "random"]).default("svd"),
});
export type XtremeDistilOptions = z.infer<typeof Options>;

/** The student before its first step. Throws RangeError where the teacher's words have fewer coordinates than are wanted. */
export function bilstmStudent(sources: Sources, options: XtremeDistilOptions): Model<BilstmConfig> {
  const { embedding, words } = options;
  const { config: asked, teacher, seed } = sources;
  const config = bilstmOf(asked, options, teacher?.config ?? null);
  const weights = freshBilstm(config, seed);
  if (words === "random") return { config, weights };
  const { shape, data } = wordsOf(sources);
  if (embedding > shape[1]!)
    throw new RangeError(`options.embedding ${embedding} is more than the teacher's ${shape[1]} coordinates of a word`);
  return {
    config,
    weights: weights.set(WORD_TABLE, principalCoordinates({ shape: [shape[0]!, shape[1]!], data }, embedding)),
  };
}

/** Its shape. */
const bilstmOf = (
  asked: ModelConfig,
  { embedding, units, pooling }: XtremeDistilOptions,
  teacher: ModelConfig | null,
): BilstmConfig => ({
  kind: "bilstm",
  vocabulary: asked.vocabulary,
  pooling: asked.pooling === "none" ? "none" : pooling,
  labels: asked.labels,
  ...(asked.slots && { slots: asked.slots }),
  embedding,
  units,
  width: widthOf(teacher ?? asked),
});

/** Of a state of the last layer. */
const widthOf = (config: ModelConfig): number => descriptionOf(config).sizes(config).states.at(-1)!;

/**
 * The fine-tuned teacher's word table, of another vocabulary the rows of the words that both have; the encoder's own where the teacher has none,
 * or there is no model to teach.
 */
function wordsOf({ encoder, config: asked, teacher, teacherTokenizer }: Sources): Weights {
  const own = encoder.weights.get(descriptionOf(asked).wordTable)!;
  const taught = teacher?.weights.get(descriptionOf(teacher.config).wordTable);
  if (taught === undefined || taught.shape[1] !== own.shape[1]) return own;
  if (teacherTokenizer === undefined) return taught;
  const width = own.shape[1]!;
  const data = own.data.slice();
  for (const [row, other] of rowsOfOther(encoder.tokenizer, teacherTokenizer).entries())
    if (other >= 0) data.set(taught.data.subarray(other * width, (other + 1) * width), row * width);
  return { shape: own.shape, data };
}

export const xtremedistil = method<XtremeDistilOptions>({
  options: Options,
  taught: true,
  withoutStart: () => "a BiLSTM was never pre-trained",
  shape: bilstmOf,
  build: bilstmStudent,
  objectives: strategies,
});
