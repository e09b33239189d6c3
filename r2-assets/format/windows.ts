/** `[from, to)` of a sequence. */
export type Range = [from: number, to: number];

/**
 * Windows of `room` that cover a sequence of `length`, each `overlap` into the one before; the last one may be shorter.
 * As `truncate` of Hugging Face's tokenizers cuts overflowing tokens. There is always one window, of an empty sequence too.
 * Throws RangeError unless `0 <= overlap < room`.
 */
export function windowsOf(length: number, { room, overlap }: { room: number; overlap: number }): Range[] {
  if (!(overlap >= 0 && overlap < room)) throw new RangeError(`windows of ${room} cannot overlap by ${overlap}`);
  const windows: Range[] = [[0, Math.min(room, length)]];
  while (windows.at(-1)![1] < length) {
    const from = windows.at(-1)![0] + room - overlap;
    windows.push([from, Math.min(from + room, length)]);
  }
  return windows;
}
