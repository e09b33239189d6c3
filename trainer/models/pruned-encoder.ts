import { sha256 } from "../../r2-assets/format/digest.ts";
import { prunedTokenizer } from "../data/prune-vocabulary.ts";
import { descriptionOf } from "./describe.ts";
import type { Encoder } from "./encoder.ts";

/** An encoder with these pieces alone, and what its tokenizer needs: rows of its word table copied. Its digest is one of its own. */
export async function prunedEncoder(encoder: Encoder, kept: Iterable<number>): Promise<Encoder> {
  const { tokenizer, rows } = prunedTokenizer(encoder.tokenizer, kept);
  const { wordTable } = descriptionOf(encoder.config);
  const { shape, data } = encoder.weights.get(wordTable)!;
  const width = shape[1]!;
  const table = new Float32Array(rows.length * width);
  rows.forEach((row, id) => {
    table.set(data.subarray(row * width, (row + 1) * width), id * width);
  });
  return {
    config: { ...encoder.config, vocabulary: rows.length },
    weights: new Map(encoder.weights).set(wordTable, { shape: [rows.length, width], data: table }),
    tokenizer,
    ...(encoder.base && { base: encoder.base }),
    ...(encoder.read && { read: encoder.read }),
    digest: await sha256(JSON.stringify([encoder.digest, await sha256(tokenizer)])),
  };
}
