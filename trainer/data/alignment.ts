import { type Tensor2D, type Tensor3D, tf } from "../backend/tf.ts";
import type { AlignedPart } from "./align-tokens.ts";

/** What two readers of a batch have in common. */
export interface Alignment {
  /** `[batch, parts, length]`: row p takes the mean of the student's tokens of part p; zeros under the padding. */
  student: Tensor3D;
  /** The same of the teacher's tokens, in the teacher's length. */
  teacher: Tensor3D;
  /** `[batch, parts]`: 1 where a text has such a part. */
  mask: Tensor2D;
}

/** The parts of a batch's texts as tensors; `lengths` are those of the padded batch for each reader. */
export function alignmentOf(
  texts: readonly (readonly AlignedPart[])[],
  lengths: { student: number; teacher: number },
): Alignment {
  const parts = Math.max(...texts.map((aligned) => aligned.length));
  const means = (reader: "student" | "teacher"): Tensor3D => {
    const length = lengths[reader];
    const values = new Float32Array(texts.length * parts * length);
    texts.forEach((aligned, text) => {
      aligned.forEach((part, p) => {
        const [from, to] = part[reader];
        const row = (text * parts + p) * length;
        values.fill(1 / (to - from), row + from, row + to);
      });
    });
    return tf.tensor3d(values, [texts.length, parts, length]);
  };
  const mask = new Float32Array(texts.length * parts);
  texts.forEach((aligned, text) => {
    mask.fill(1, text * parts, text * parts + aligned.length);
  });
  return { student: means("student"), teacher: means("teacher"), mask: tf.tensor2d(mask, [texts.length, parts]) };
}
