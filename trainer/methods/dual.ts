/** Dual training: one loss of a teacher that reads mixed texts, its student, and what ties the two. See `shared-projections.ts`. */
import type { Scalar } from "@tensorflow/tfjs";
import * as z from "zod";
import { type Tensor2D, tf } from "../backend/tf.ts";
import { asBert } from "../models/bert/config.ts";
import { WORD_TABLE } from "../models/bert/tensors.ts";
import type { ModelOutput } from "../models/input-output.ts";
import type { Parameters, Weights } from "../models/weights.ts";
import { embedding } from "../nn/embedding.ts";
import { asCompanion, companionOf, isCompanion } from "./companions.ts";
import { DEFAULT_SOFTNESS } from "./hard-and-soft.ts";
import { maskedWords, wordLoss } from "./masked-words.ts";
import { type ObjectiveKind, running, type Terms } from "./method.ts";
import { mixedInputs } from "./mixed-input.ts";
import {
  freshMixedReader,
  type MixedGuesses,
  mixedGuesses,
  mixedWordLoss,
  readerConfig,
  readerOf,
  type SecondTable,
} from "./mixed-reader.ts";
import { Share } from "./mixed-words.ts";
import { Narrow } from "./narrow.ts";
import { freshProjections, freshWordProjection, projectionLoss, wordTableLoss } from "./projections.ts";
import { freshWordHead, guesses } from "./words.ts";

const Direction = z.enum(["none", "down", "up"]);

export const DualOptions = Narrow.extend(Share)
  .extend(DEFAULT_SOFTNESS)
  .extend({
    /** What ties the student's matrices to the teacher's. */
    projection: Direction.default("none"),
    /** What ties the two tables of the student's pieces, by a projection of their own. Ours. */
    tie_words: Direction.default("none"),
    /** The weight of the guesses beside the projections. */
    epsilon: z.number().positive().default(1),
    /** The teacher's share of the learning rate; the student's, which starts from nothing, is whole. Ours. */
    teacher_rate: z.number().positive().max(1).default(1),
  });
export type DualOptions = z.infer<typeof DualOptions>;

/** What the student and its teacher guess, and what ties their matrices, as far as something does. */
interface DualOutput {
  student: ModelOutput;
  teacher: MixedGuesses;
  ties: Terms;
}

const PIECES = "student_pieces";

/** The student's pieces as wide as the teacher: a table of their own, which reads and guesses. */
const wideTable: SecondTable = {
  vectors: (parameters, ids) => embedding(wideRows(parameters), ids),
  logits: (parameters, transformed) => tf.matMul(transformed, wideRows(parameters), false, true),
};
const wideRows = (parameters: Parameters) => companionOf(parameters, PIECES).weight as Tensor2D;

export const dual: ObjectiveKind<DualOptions> = {
  on: ["text"],
  compares: { outputs: [], byToken: false },
  taught: false,
  async create(setting) {
    const { options, origin, teacher, seed = 0 } = setting;
    const { projection, epsilon, teacher_rate, tie_words } = options;
    const student = asBert(setting.student);
    const mixed = mixedInputs(setting, options.share);
    const masked = maskedWords(setting);
    const config = readerConfig(origin!); // `mixedInputs` saw to it
    const { weights } = origin!;
    const tied = [
      ...(projection === "none" ? [] : freshProjections({ config, weights }, student, projection)),
      ...(tie_words === "none" ? [] : freshWordProjection(weights, student, tie_words)),
    ];
    const rows: Weights = teacher!.weights.get(WORD_TABLE)!; // on text: the encoder as it reads the student's pieces

    const ties = (parameters: Parameters): Terms => {
      const matrices = (direction: "down" | "up") =>
        projectionLoss(parameters, readerOf(parameters), parameters, student.layers, direction);
      const tables = (direction: "down" | "up") =>
        wordTableLoss(parameters, wideRows(parameters), parameters[WORD_TABLE]!, direction);
      return {
        ...(projection !== "none" && { projection: matrices(projection) }),
        ...(tie_words !== "none" && { words: tables(tie_words) }),
      };
    };
    return running<undefined, DualOutput>({
      // The student's masks are drawn first, as without a teacher.
      disguise(batch, random) {
        const own = masked(batch, random);
        return { ...own, mixed: mixed(batch, random) };
      },
      companions: new Map([
        ...freshWordHead(student, seed),
        ...freshMixedReader(origin!, student.vocabulary, seed),
        ...asCompanion(PIECES, [["weight", rows]]),
        ...tied,
      ]),
      rate: (name) => (isCompanion(name, "teacher") || isCompanion(name, PIECES) ? teacher_rate : 1),
      teach: () => undefined,
      run: (parameters, batch, random) => ({
        student: guesses(parameters, student, batch.input, random),
        teacher: mixedGuesses(parameters, config, batch.mixed!, wideTable, random),
        ties: ties(parameters),
      }),
      loss(output, batch) {
        const mlm: Terms = {
          mlm_student: wordLoss(output.student, batch),
          mlm_teacher: mixedWordLoss(output.teacher, batch.mixed!.guesses),
        };
        const scaled = Object.values(mlm).map((term) => tf.mul(term, epsilon));
        const total = tf.addN([...scaled, ...Object.values(output.ties)]) as Scalar;
        return { total, terms: { ...mlm, ...output.ties } };
      },
    });
  },
};
