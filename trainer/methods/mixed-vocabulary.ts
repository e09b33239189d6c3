/**
 * Mixed-vocabulary training. Source: Zhao, Gupta, Song, Zhou, Extremely Small BERT Models from Mixed-Vocabulary Training, EACL 2021,
 * arXiv 1909.11687 v2.
 *
 *     input(k)    = E_t[id]                    a piece of the teacher's vocabulary
 *                 = A E_s[id] + b              a piece of the student's
 *     logits_t(k) = E_t g + b_t                g = LayerNorm(gelu(D h + d)), h the teacher's last state
 *     logits_s(k) = E_s (Aᵀ g) + b_s
 *     L_I         = - Σ log softmax(logits_voc)[id] / n       over the n masked pieces, each in its own vocabulary
 *     L_II        = the student's own masked language modelling, from E_s and an encoder that starts from nothing
 *
 * The paper's: a vocabulary learnt anew, one draw a word, the teacher that learns with E_s, A and b, all of which but E_s are thrown away,
 * and the student's own stage. Not confirmed, and taken from notes of the first version: two softmaxes, and a share of one half.
 * Choices made here:
 * - special tokens are the teacher's in stage I; whole words are masked in stage I, pieces in stage II, as BERT does;
 * - the second softmax is tied to E_s; the losses are means over the guessed pieces, not sums;
 * - A and b start as principal directions and mean of E_t; E_s as the least-squares solution of `A e + b = E_t[piece]` of pieces that
 *   both vocabularies have, and of the mean of the teacher's pieces that spell it for another (`narrow.ts`, `models/other-vocabulary.ts`);
 * - the teacher's head is new, as MiniLM comes without one, and learns in stage I with all else; next sentence prediction is left out;
 * - the optimiser is AdamW.
 * - on a task labels alone teach, as in the paper; ours are the objectives that take a teacher's logits (`hard-and-soft.ts`), of unlabelled
 *   texts or beside labels. Its teacher reads its own pieces of the same texts.
 */
import type * as z from "zod";
import { asBert } from "../models/bert/config.ts";
import { labels } from "./fine-tuned.ts";
import { DEFAULT_SOFTNESS, logitObjectives } from "./hard-and-soft.ts";
import { method } from "./method.ts";
import { mixedWords, Share } from "./mixed-words.ts";
import { Narrow, narrowConfig, narrowFits, narrowStudent } from "./narrow.ts";
import { words } from "./words.ts";

const Options = Narrow.extend(Share).extend(DEFAULT_SOFTNESS);
type Options = z.infer<typeof Options>;

export const mixedVocabulary = method<Options>({
  options: Options,
  taught: "optional",
  ownVocabulary: true,
  fits: narrowFits,
  shape: (whole, options) => narrowConfig(asBert(whole), options),
  build: narrowStudent,
  objectives: { "mixed-words": mixedWords, words, labels, ...logitObjectives },
});
