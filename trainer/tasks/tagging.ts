import { type Tensor, type Tensor1D, type Tensor2D, tf } from "../backend/tf.ts";
import type { Alignment } from "../data/alignment.ts";
import { alignedStates } from "../nn/aligned-means.ts";
import { crossEntropy } from "../nn/cross-entropy.ts";
import { sharesOf } from "../nn/shares.ts";
import { softLoss } from "../nn/soft-loss.ts";
import type { Learning } from "./learning.ts";
import { logLoss } from "./log-loss.ts";
import { REFERENCE_OF } from "./reference-of.ts";
import { wordsOfText } from "./unlabelled.ts";

/** What special tokens and padding have in place of a label. */
const NOT_ASKED = -1;

/**
 * A tag for each token. Targets int32 `[batch * length]`, labels' indices, NOT_ASKED where nothing is counted; logits
 * `[batch * length, labels]`. Losses are means over the tokens that are counted, of all texts of a batch together.
 *
 * A word's first piece has the word's IOB2 tag, its further pieces I- of the same type, or O. So whichever piece a reader goes
 * by says the word's type: the API's strategies `simple`, `average` and `max` read all of them, `first` and evaluations the
 * first alone. XtremeDistil (arXiv 2004.05686) gives further pieces a label X of their own, which only those can do without.
 */
export const tagging: Learning<"tagging"> = {
  kind: "tagging",
  pooling: "none",
  labels: ({ labels = [] }) => labels,
  targetsOf({ tokens, tags }, labels, tokenizer) {
    const { ids, firstPieces } = tokenizer.encodeWords(tokens);
    if (firstPieces.every((first) => first === null)) return null;
    return [tokenTargets(tags, labels, firstPieces, ids.length)];
  },
  unlabelled(row) {
    const tokens = wordsOfText(row);
    return { id: row.id, tokens, tags: tokens.map(() => "O") };
  },
  noTarget: [],
  targets(examples) {
    const rows = examples.map(({ target }) => target as readonly number[]);
    const length = Math.max(...examples.map(({ ids }) => ids.length));
    const padded = new Int32Array(rows.length * length).fill(NOT_ASKED);
    rows.forEach((row, i) => {
      padded.set(row, i * length);
    });
    return tf.tensor1d(padded, "int32");
  },
  hardLoss({ logits }, targets) {
    const none = tf.scalar(0, "int32");
    const counted = tf.cast(tf.greaterEqual(targets, none), "float32");
    return crossEntropy(logits, tf.maximum(targets, none) as Tensor1D, sharesOf(counted));
  },
  /**
   * By aligned parts of the texts where the teacher reads other tokens: of each part the mean of its tokens' logits. Of a word in
   * pieces that says B- and I- alike, which as a word's tag reads the same but behind a neighbour of its type.
   */
  softLoss(student, teacher, temperature, { mask }, alignment) {
    const both = [student.logits, teacher.logits] as const;
    const [own, taught] = alignment ? byParts(...both, alignment) : both;
    return softLoss(own, taught, temperature, sharesOf(inner(alignment?.mask ?? mask)));
  },
  lossOf(logits, target) {
    const tags = target as readonly number[];
    const labels = logits.length / tags.length;
    const losses = tags.flatMap((tag, i) =>
      tag === NOT_ASKED ? [] : [logLoss(logits.subarray(i * labels, (i + 1) * labels), tag)],
    );
    return losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
  },
  reference: REFERENCE_OF.tagging,
};

/**
 * Targets of a text's tokens. `tags` of its words, `firstPieces` their places among the tokens, `length` how many these are, the first
 * and last of them special.
 */
export function tokenTargets(
  tags: readonly string[],
  labels: readonly string[],
  firstPieces: readonly (number | null)[],
  length: number,
): number[] {
  const targets = new Array<number>(length).fill(NOT_ASKED);
  let next = length - 1;
  for (let word = tags.length - 1; word >= 0; word--) {
    const first = firstPieces[word];
    if (first === null) continue;
    targets[first] = labels.indexOf(tags[word]);
    targets.fill(labels.indexOf(goingOn(tags[word])), first + 1, next);
    next = first;
  }
  return targets;
}

const goingOn = (tag: string): string => tag.replace(/^B-/, "I-");

const byParts = (student: Tensor, teacher: Tensor, alignment: Alignment): [Tensor, Tensor] => [
  alignedStates(student, alignment.student),
  alignedStates(teacher, alignment.teacher),
];

/**
 * Which of the tokens, or parts, that a text has are not its first and last, which are special: 1, else 0. Both `[batch, length]`:
 * a place is inside where it is not the first and there is another behind it.
 */
export function inner(mask: Tensor2D): Tensor2D {
  const [batch, length] = mask.shape;
  if (length < 3) return tf.zerosLike(mask);
  const behind = tf.slice(mask, [0, 2], [batch, length - 2]);
  return tf.pad(behind, [
    [0, 0],
    [1, 1],
  ]);
}
