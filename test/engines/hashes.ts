/** What is recorded of every model in `hashes.json`, and what speaks against a place. */
import { sha256 } from "../../r2-assets/format/digest.ts";
import type { Storage } from "../../r2-assets/format/names.ts";
import type { Seen, Subject } from "./body.ts";
import recorded from "./hashes.json" with { type: "json" };

/** Digests of what a model is and is asked: what changed where hashes of logits do and no engine did. */
export interface Given {
  /** sha256 of the file. */
  weights: string;
  /** sha256 of all texts' ids and types. */
  tokens: string;
}

export interface Recorded extends Given {
  /** sha256 of each text's logits. */
  logits: string[];
}

export interface Hashes {
  made_by: string;
  /** Models stored as I8: by construction the same bits in both binaries, on every machine. */
  same_in_both: Record<string, Recorded>;
  /** Models in floats: the same bits on every machine in the plain binary; the relaxed one is held to a distance. */
  same_in_plain: Record<string, Recorded>;
}

export const hashes: Hashes = recorded;

export const groupOf = (storage: Storage) => (storage === "i8" ? "same_in_both" : "same_in_plain");

/**
 * How far the relaxed binary's logits of a model in floats may be from the plain one's, as a part of the largest logit. A multiply-add saves one of two
 * roundings, each 6e-8 of a number; random weights of depth 32 are 1e-6 apart.
 */
const FAR = 1e-5;

export const ADVICE =
  "Where a kernel, the executor or a model was changed so that answers were meant to change, and `node bench/parity/engine.ts DATA` still agrees: " +
  "`npm run engines:hashes` records the hashes anew. Where one place alone differs, or nothing was meant to change, it would hide a fault.";

export async function givenTo({ weights, texts }: Pick<Subject, "weights" | "texts">): Promise<Given> {
  const tokens = texts.map(({ ids, typeIds }) => [Array.from(ids), Array.from(typeIds)]);
  return { weights: await sha256(weights), tokens: await sha256(JSON.stringify(tokens)) };
}

/** One sentence a thing that is not as recorded; none where all is. */
export function differences(
  { name, card }: Pick<Subject, "name" | "card">,
  given: Given,
  seen: Seen,
  known: Hashes = hashes,
): string[] {
  const group = groupOf(card.storage);
  const recorded = known[group][name];
  if (recorded === undefined) return [`${name}: hashes.json has no hashes of it under ${group}`];
  if (recorded.weights !== given.weights) return [`${name} has other weights than when its hashes were recorded`];
  if (recorded.tokens !== given.tokens)
    return [`${name} is asked other tokens than when its hashes were recorded: a tokenizer or inputs.json has changed`];
  const found: string[] = [];
  const compare = (binary: "plain" | "relaxed", actual: readonly string[]) => {
    const others = actual.flatMap((hash, i) => (hash === recorded.logits[i] ? [] : [i]));
    if (others.length > 0 || actual.length !== recorded.logits.length)
      found.push(
        `${name}: the ${binary} binary has other bits for ${others.length} of ${actual.length} texts (${others})`,
      );
  };
  compare("plain", seen.plain);
  if (seen.relaxed !== undefined && group === "same_in_both") compare("relaxed", seen.relaxed);
  if (seen.apart !== undefined && !(seen.apart <= FAR))
    found.push(`${name}: the binaries' logits are ${seen.apart.toExponential(1)} of the largest apart`);
  if (!seen.alike) found.push(`${name}: a text's bits depend on the texts beside it`);
  return found;
}
