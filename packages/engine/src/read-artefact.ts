/** A model's files against its card. */
import { fileFlaw, openTokenizer, readCard } from "../../../r2-assets/format/artefact-check.ts";
import type { Card } from "../../../r2-assets/format/card.ts";
import type { Damaged } from "../../../r2-assets/format/damaged.ts";
import { TOKENIZER_FILE, WEIGHTS_FILE } from "../../../r2-assets/format/keys.ts";
import type { TextTokenizer } from "../../../r2-assets/format/tokenizer.ts";
import { EngineError } from "../../../worker/runtime/engine/memory.ts";
import type { Artefact } from "./index.ts";

export interface ReadArtefact {
  card: Card;
  tokenizer: TextTokenizer;
  weights: Uint8Array;
}

/** Throws EngineError with one sentence where a file is not what it should be. */
export async function readArtefact(artefact: Artefact): Promise<ReadArtefact> {
  needDigests();
  const { card } = sound(await readCard(jsonBytes(artefact.card)));
  refuseGraphs(card);
  const weights = bytesIn(artefact.weights);
  if (weights === undefined) throw new EngineError("weights must be bytes: a Uint8Array or an ArrayBuffer");
  await check(card, WEIGHTS_FILE, weights);
  const given = bytesIn(artefact.tokenizer);
  if (given !== undefined) await check(card, TOKENIZER_FILE, given);
  const opened = openTokenizer(card, given ?? jsonBytes(artefact.tokenizer));
  if (opened.kind === "unusable") throw new EngineError(opened.reason);
  return { card, tokenizer: opened.tokenizer, weights };
}

/** Throws EngineError for a model whose weights are in a graph that somebody else made: there is nothing here that reads it. */
export function refuseGraphs({ id, architecture }: Card): void {
  if (architecture.kind === "onnx")
    throw new EngineError(`${id} is a graph that somebody else made, which only onnxruntime runs`);
}

/** What was read, or else an EngineError that says why it was not. */
export function sound<Reading extends { kind: string }>(reading: Reading | Damaged): Reading {
  if (reading.kind === "damaged") throw new EngineError((reading as Damaged).reason);
  return reading as Reading;
}

/** Throws EngineError where there is no sha256, as on pages that came without encryption. */
export function needDigests(): void {
  if (globalThis.crypto?.subtle === undefined)
    throw new EngineError(
      "files cannot be checked here, since browsers compute sha256 only on pages that came over https or from localhost",
    );
}

async function check(card: Card, name: string, bytes: Uint8Array): Promise<void> {
  const flaw = await fileFlaw(card, name, bytes);
  if (flaw !== undefined) throw new EngineError(flaw);
}

/** Of any realm: bytes may come from another frame. */
function bytesIn(value: unknown): Uint8Array | undefined {
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  return Object.prototype.toString.call(value) === "[object ArrayBuffer]"
    ? new Uint8Array(value as ArrayBuffer)
    : undefined;
}

const jsonBytes = (value: unknown): Uint8Array => bytesIn(value) ?? new TextEncoder().encode(JSON.stringify(value));
