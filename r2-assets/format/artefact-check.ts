/**
 * An artefact's bytes against its card: what is wrong with them, in one clause that names the file. Whoever reads an artefact,
 * from a folder or a bucket, asks here; `named` is what the file is called where it lies: its name, or its key.
 */
import { Card } from "./card.ts";
import { type Damaged, damaged } from "./damaged.ts";
import { sha256, versionOf } from "./digest.ts";
import { CARD_FILE, GRAPH_FILE, TOKENIZER_FILE, WEIGHTS_FILE } from "./keys.ts";
import { readJson } from "./read-json.ts";
import { readSafetensors, SafetensorsError } from "./safetensors.ts";
import { createTokenizer, type TextTokenizer } from "./tokenizer.ts";
import { tablesOf, tokenizerMisfit } from "./tokenizer-fits.ts";

/**
 * Without these no reader can answer; the rest (`config.json`) is for other readers. A graph that somebody else made has its weights inside, or in
 * files of its own.
 */
export const servedFiles = ({ architecture }: Pick<Card, "architecture">): string[] => [
  GRAPH_FILE,
  TOKENIZER_FILE,
  ...(architecture.kind === "onnx" ? architecture.external.map(({ file }) => file) : [WEIGHTS_FILE]),
];

/** The card that bytes are. `promised`: the version that they were looked up by, and whose card they must be. */
export async function readCard(
  bytes: Uint8Array,
  named: string = CARD_FILE,
  promised?: { id: string; version: string },
): Promise<{ kind: "card"; card: Card } | Damaged> {
  if (promised !== undefined) {
    const actual = await versionOf(bytes);
    if (actual !== promised.version) return damaged(`${named} has the digest ${actual}, not ${promised.version}`);
  }
  const reading = readJson(Card, bytes, { named, what: "card" });
  if (reading.kind === "damaged") return reading;
  const card = reading.value;
  if (promised !== undefined && card.id !== promised.id) return damaged(`${named} is the card of ${card.id}`);
  if (Object.hasOwn(card.files, CARD_FILE)) return damaged(`${named} lists itself`);
  const missing = servedFiles(card).find((name) => !Object.hasOwn(card.files, name));
  return missing === undefined ? { kind: "card", card } : damaged(`${named} lists no ${missing}`);
}

/** Why these are not the bytes that `card` lists as `name`; undefined where they are. No bytes: the file is not there. */
export async function fileFlaw(
  card: Card,
  name: string,
  bytes: Uint8Array | null | undefined,
  named = name,
): Promise<string | undefined> {
  if (bytes === null || bytes === undefined) return `${named} is missing`;
  const promised = card.files[name]!;
  if (bytes.byteLength !== promised.bytes)
    return `${named} has ${bytes.byteLength} bytes, its card says ${promised.bytes}`;
  const actual = await sha256(bytes);
  if (actual !== promised.sha256) return `${named} has the sha256 ${actual}, its card says ${promised.sha256}`;
  return name === WEIGHTS_FILE && card.architecture.kind !== "onnx" ? weightsFlaw(card, bytes, named) : undefined;
}

function weightsFlaw(card: Card, bytes: Uint8Array, named: string): string | undefined {
  if (card.bytes !== bytes.byteLength)
    return `its card says bytes: ${card.bytes}, but ${named} has ${bytes.byteLength}`;
  try {
    readSafetensors(bytes);
  } catch (error) {
    if (!(error instanceof SafetensorsError)) throw error;
    return `${named}: ${error.message.replace(/\.$/, "")}`;
  }
}

/** The tokenizer of a model; `unusable` says why no text can be put to it, as far as tokenizer and card tell. */
export function openTokenizer(
  card: Card,
  bytes: Uint8Array,
): { kind: "tokenizer"; tokenizer: TextTokenizer } | { kind: "unusable"; reason: string } {
  let tokenizer: TextTokenizer;
  try {
    tokenizer = createTokenizer(JSON.parse(new TextDecoder().decode(bytes)), { maxLength: card.max_length });
  } catch (error) {
    return { kind: "unusable", reason: `${TOKENIZER_FILE} is unusable: ${(error as Error).message}` };
  }
  const reason = cardMisfit(card, tokenizer);
  return reason === undefined ? { kind: "tokenizer", tokenizer } : { kind: "unusable", reason };
}

/** The same of a tokenizer that is open already: models of one family share theirs. */
export const cardMisfit = ({ architecture, max_length, task }: Card, tokenizer: Pick<TextTokenizer, "largest">) =>
  tokenizerMisfit(tokenizer, tablesOf(architecture), { maxLength: max_length, task });
