import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { sha256 } from "../../r2-assets/format/digest.ts";
import { replaceFile } from "../files/replace-file.ts";
import type { Recipe } from "../recipes/recipe.ts";
import { countWords, textDigest } from "../vocabulary/count-words.ts";
import { openUncased } from "../vocabulary/learn-vocabulary.ts";
import { LEARNT_BY_DEFAULT, learnWordPieces } from "../vocabulary/learn-word-pieces.ts";
import { SPECIAL_TOKENS, UNCASED, wordPieceFile } from "../vocabulary/word-piece-file.ts";
import type { Workplace } from "./workplace.ts";

/** A vocabulary with what it was learnt by, as a start keeps it for the tasks that go on from it. */
export interface KeptVocabulary {
  size: number;
  alphabet: number;
  /** Content of its `tokenizer.json`. */
  tokenizer: string;
}

/** What a recipe asks for; null where it asks for no learnt vocabulary. */
export function learntBy({ vocabulary }: Recipe["encoder"]): Omit<KeptVocabulary, "tokenizer"> | null {
  if (vocabulary === undefined || vocabulary === "seen" || !("learnt" in vocabulary)) return null;
  return { size: vocabulary.learnt, alphabet: vocabulary.alphabet ?? LEARNT_BY_DEFAULT.alphabetLimit };
}

/** Changes when files that older code learnt must not be read. */
const FORMAT = 1;

const { minFrequency, maxWordLength } = LEARNT_BY_DEFAULT;
const SETTINGS = { minFrequency, maxWordLength };

/**
 * The `tokenizer.json` that `retort vocabulary --size <size> --alphabet <alphabet>` writes, byte for byte. Learnt once for the same
 * text, kept in `where.pieces`. `encoder`: content of the `tokenizer.json` of the encoder whose words it shall cut. Throws with one sentence where that
 * one normalises otherwise, or a text is missing or damaged.
 */
export async function learntTokenizer(
  { size, alphabet }: Omit<KeptVocabulary, "tokenizer">,
  encoder: string,
  where: Pick<Workplace, "data" | "pieces">,
  log: (line: string) => void,
): Promise<string> {
  openUncased(JSON.parse(encoder));
  const key = await sha256(JSON.stringify([FORMAT, size, alphabet, SETTINGS, await textDigest(where.data)]));
  const path = join(where.pieces, `vocabulary-${key.slice(0, 12)}.json`);
  const known = await readFile(path, "utf8").catch(() => null);
  if (known !== null) return known;

  log(`learning a vocabulary of ${size} pieces from the text: once, some minutes of a large one`);
  const words = await countWords(where.data, UNCASED);
  const options = { size, alphabetLimit: alphabet, ...SETTINGS, specialTokens: SPECIAL_TOKENS };
  const { pieces } = learnWordPieces(words.train, options);
  const tokenizer = `${JSON.stringify(wordPieceFile(pieces, maxWordLength))}\n`;
  await replaceFile(path, tokenizer);
  return tokenizer;
}
