/**
 * Dual training with shared projections. Source: Zhao, Gupta, Song, Zhou, Extreme Language Model Compression with Optimal Subwords and
 * Shared Projections, arXiv 1909.11687 v1 (2019). US patent 11,797,862 B2 describes dual training and shared projections.
 *
 *     L      = L_proj + ε (L_mlm_t + L_mlm_s)
 *     L_down = Σ_(l, r) ‖U_r θ_t V_r - θ_s‖² / entries of θ_s      L_up = Σ_(l, r) ‖θ_t - U_r θ_s V_r‖² / entries of θ_t
 *
 * θ `[out, in]` of layer l and role r: query, key, value, attention output, FFN up, FFN down.
 * The paper's: teacher and student of one depth learn together, the teacher from mixed texts in two softmaxes, the student from the same
 * texts in its own vocabulary; U and V learn, are shared by all layers and matrices of a shape, and are thrown away with the teacher.
 * Not confirmed: ε, the share of mixed words, which variables are tied ("corresponding variables"), and how U and V start.
 * Choices made here:
 * - matrices alone are tied, no biases and LayerNorms, and word tables only where `tie_words` says so, with or without matrices. Without any tie nothing of the teacher
 *   reaches the student: its gradient is ε times that of masked words alone, which is the variant "no distillation";
 * - each term is divided by its entries;
 * - U and V start as principal directions of the teacher's matrices, the teacher's table of the student's pieces as rows of its own table
 *   (`models/other-vocabulary.ts`); the teacher's head is new, as MiniLM comes without one;
 * - the optimiser is AdamW, in which the teacher's rate is its own option, not LAMB, whose steps are as large as each matrix allows.
 * - on a task labels alone teach, as in the paper; ours are the objectives that take a teacher's logits (`hard-and-soft.ts`), of unlabelled
 *   texts or beside labels. Its teacher reads its own pieces of the same texts.
 */
import { asBert } from "../models/bert/config.ts";
import { DualOptions, dual } from "./dual.ts";
import { labels } from "./fine-tuned.ts";
import { logitObjectives } from "./hard-and-soft.ts";
import { method } from "./method.ts";
import { readerConfig } from "./mixed-reader.ts";
import { narrowConfig, narrowFits, narrowStudent } from "./narrow.ts";
import { refuseUnlike } from "./projections.ts";

export const sharedProjections = method<DualOptions>({
  options: DualOptions,
  taught: "optional",
  ownVocabulary: true,
  fits(encoder, options) {
    const student = narrowFits(encoder, options);
    if (options.projection !== "none") refuseUnlike(readerConfig({ config: encoder }), student);
  },
  shape: (whole, options) => narrowConfig(asBert(whole), options),
  build: narrowStudent,
  objectives: { dual, labels, ...logitObjectives },
});
