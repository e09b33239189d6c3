/** In which order a layer that reads step by step has the positions of a padded batch. */
import { type Tensor1D, tf } from "../backend/tf.ts";

/** Rows of `[batch * length, d]` in another order, int32 `[batch * length]` each, and back. */
export interface TimeOrder {
  /** By text -> by step: first all texts' first position. */
  byStep: Tensor1D;
  byText: Tensor1D;
  /** By step -> by step, each text from its last token back to its first, and then its padding. Its own inverse. */
  reversed: Tensor1D;
}

/** `lengths`: tokens of each text, padded behind to `length`. */
export function timeOrder(lengths: readonly number[], length: number): TimeOrder {
  const batch = lengths.length;
  const order = (row: (step: number, text: number) => number) => {
    const rows = new Int32Array(batch * length);
    for (let step = 0; step < length; step++)
      for (let text = 0; text < batch; text++) rows[step * batch + text] = row(step, text);
    return rows;
  };
  const byStep = order((step, text) => text * length + step);
  const byText = new Int32Array(batch * length);
  byStep.forEach((from, to) => {
    byText[from] = to;
  });
  const reversed = order((step, text) => {
    const own = lengths[text];
    return (step < own ? own - 1 - step : step) * batch + text;
  });
  return { byStep: tf.tensor1d(byStep), byText: tf.tensor1d(byText), reversed: tf.tensor1d(reversed) };
}
