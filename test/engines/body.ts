/**
 * What every place is asked about a model: the bits of its logits, in both binaries of the kernels. Runs wherever there are WebAssembly and WebCrypto, so that
 * Node, workerd, browsers and other machines all run this same code.
 */
import type { Card } from "../../r2-assets/format/card.ts";
import { sha256 } from "../../r2-assets/format/digest.ts";
import { complete, createEngine } from "../../worker/runtime/engine/engine.ts";
import type { Text } from "../../worker/runtime/engine/network.ts";

/** A model, and what it is asked. */
export interface Subject {
  name: string;
  card: Pick<Card, "architecture" | "storage">;
  weights: Uint8Array;
  texts: readonly Text[];
}

/** The compiled kernels; no `relaxed` where the place does not know relaxed SIMD. */
export interface Binaries {
  plain: WebAssembly.Module;
  relaxed: WebAssembly.Module | undefined;
}

/** What a place says of a model. */
export interface Seen {
  /** sha256 of each text's logits (F32, little endian), all texts asked at once. */
  plain: string[];
  relaxed?: string[];
  /** Whether in each binary the texts backwards, and each by itself, had the same bits as all at once. */
  alike: boolean;
  /** The largest difference between the binaries' logits, as a part of the largest logit. */
  apart?: number;
}

const MOST = 2 ** 27;

/** `again`: most tokens of the texts that are asked once more, in other batches; for places that are slow. */
export async function examine(binaries: Binaries, subject: Subject, again = Infinity): Promise<Seen> {
  const plain = await logitsOf(binaries.plain, subject, again);
  if (binaries.relaxed === undefined) return { plain: plain.hashes, alike: plain.alike };
  const relaxed = await logitsOf(binaries.relaxed, subject, again);
  return {
    plain: plain.hashes,
    relaxed: relaxed.hashes,
    alike: plain.alike && relaxed.alike,
    apart: distance(plain.logits, relaxed.logits),
  };
}

async function logitsOf(module: WebAssembly.Module, { card, weights, texts }: Subject, again: number) {
  const model = createEngine(module, { most: MOST }).prepare(card, weights).open();
  const logits = complete(model.run(texts));
  const hashes = await hashesOf(logits);
  const repeated = texts.filter(({ ids }) => ids.length <= again);
  const backwards = complete(model.run(repeated.toReversed())).toReversed();
  const alone = repeated.map((text) => complete(model.run([text]))[0]!);
  model.release();
  const first = hashes.filter((_, i) => texts[i]!.ids.length <= again);
  const others = await Promise.all([backwards, alone].map(hashesOf));
  return { logits, hashes, alike: others.every((each) => each.join() === first.join()) };
}

const hashesOf = (logits: readonly Float32Array[]): Promise<string[]> =>
  Promise.all(logits.map((each) => sha256(new Uint8Array(each.buffer, each.byteOffset, each.byteLength))));

function distance(some: readonly Float32Array[], others: readonly Float32Array[]): number {
  let [apart, largest] = [0, 0];
  for (const [i, each] of some.entries())
    for (const [k, value] of each.entries()) {
      apart = Math.max(apart, Math.abs(value - others[i]![k]!));
      largest = Math.max(largest, Math.abs(value));
    }
  return apart / largest;
}
