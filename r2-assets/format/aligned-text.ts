import { type BertNormalizer, bertNormalize } from "./bert-normalizer.ts";

/** Normalised text that knows where it comes from. */
export interface AlignedText {
  text: string;
  /** For each UTF-16 unit of `text`, where the original character begins that it came from, and where that one ends. */
  starts: Int32Array;
  ends: Int32Array;
}

/**
 * `bertNormalize`, with the origin of each unit, as Hugging Face's Rust tokenizers have it. Normalisation goes character by
 * character: what becomes of one depends on no other, so the lengths of what single characters become align the whole.
 * One exception is let be: where NFD sorts marks, and those that change places are not all removed (spacing marks: the stems
 * of musical notes), Rust gives each the other's origin.
 */
export function alignedNormalize(original: string, settings: BertNormalizer): AlignedText {
  const text = bertNormalize(original, settings);
  const [starts, ends] = [new Int32Array(text.length), new Int32Array(text.length)];
  const lengths = new Map<string, number>();
  let to = 0;
  for (let from = 0; from < original.length; ) {
    const char = String.fromCodePoint(original.codePointAt(from)!);
    let length = lengths.get(char);
    if (length === undefined) {
      length = bertNormalize(char, settings).length;
      lengths.set(char, length);
    }
    starts.fill(from, to, to + length);
    ends.fill(from + char.length, to, to + length);
    from += char.length;
    to += length;
  }
  return { text, starts, ends };
}
