import { sha256 } from "../../r2-assets/format/digest.ts";
import { openTokenizerFile } from "../../r2-assets/format/tokenizer-file.ts";
import { spell } from "../data/spell-piece.ts";
import { descriptionOf } from "./describe.ts";
import type { Encoder } from "./encoder.ts";

/**
 * An encoder that reads another WordPiece vocabulary: of a piece that both have the row is copied, of another it is the mean of the
 * rows that spell it, longest first, and the unknown's where none do. Its digest is one of its own; `origin` is the encoder itself.
 */
export async function withVocabulary(encoder: Encoder, tokenizer: string): Promise<Encoder> {
  const [own, other] = [encoder.tokenizer, tokenizer].map((json) => openTokenizerFile(JSON.parse(json)));
  const { wordTable } = descriptionOf(encoder.config);
  const { shape, data } = encoder.weights.get(wordTable)!;
  const width = shape[1]!;
  const rows = other!.splitter.largest()[1] + 1;
  const table = new Float32Array(rows * width);
  const unknown = own!.splitter.idOf(own!.special.unknown)!;
  for (let id = 0; id < rows; id++) {
    const token = other!.splitter.tokenOf(id) ?? "";
    const known = own!.splitter.idOf(token);
    const spelt = known === undefined ? (spell(token, own!.splitter.idOf) ?? [unknown]) : [known];
    for (const row of spelt)
      for (let x = 0; x < width; x++) table[id * width + x]! += data[row * width + x]! / spelt.length;
  }
  return {
    config: { ...encoder.config, vocabulary: rows },
    weights: new Map(encoder.weights).set(wordTable, { shape: [rows, width], data: table }),
    tokenizer,
    ...(encoder.base && { base: encoder.base }),
    ...(encoder.read && { read: encoder.read }),
    digest: await sha256(JSON.stringify([encoder.digest, await sha256(tokenizer)])),
    origin: encoder,
  };
}
