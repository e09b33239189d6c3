/** A model's files from the address of the folder in which they lie. */
import { readCard } from "../../../r2-assets/format/artefact-check.ts";
import { versionOf } from "../../../r2-assets/format/digest.ts";
import { CARD_FILE, TOKENIZER_FILE, WEIGHTS_FILE } from "../../../r2-assets/format/keys.ts";
import { EngineError } from "../../../worker/runtime/engine/memory.ts";
import { download } from "./download.ts";
import type { LoadOptions } from "./index.ts";
import { needDigests, refuseGraphs, sound } from "./read-artefact.ts";

export interface FetchedArtefact {
  card: Uint8Array;
  tokenizer: Uint8Array;
  weights: Uint8Array;
}

const MOST_CARD_BYTES = 1e6;

/** Unchecked, but for the card. Throws EngineError with one sentence, or the signal's reason. */
export async function fetchArtefact(
  folder: string | URL,
  { fetch, signal, onProgress, version }: LoadOptions,
): Promise<FetchedArtefact> {
  needDigests();
  const base = addressOf(folder);
  const at = (name: string) => new URL(name, base).href;
  const failure = new AbortController(); // of one file: then nobody waits for the other
  const common = {
    ...(fetch && { fetch }),
    signal: signal === undefined ? failure.signal : AbortSignal.any([signal, failure.signal]),
  };

  const json = await download(at(CARD_FILE), { ...common, most: MOST_CARD_BYTES });
  const { card } = sound(await readCard(json, at(CARD_FILE)));
  refuseGraphs(card);
  const actual = await versionOf(json);
  if (version !== undefined && version !== actual)
    throw new EngineError(`${at(CARD_FILE)} is of version ${actual}, not ${version}`);

  const [tokenizerBytes, weightsBytes] = [card.files[TOKENIZER_FILE]!.bytes, card.files[WEIGHTS_FILE]!.bytes];
  const totalBytes = tokenizerBytes + weightsBytes;
  let loadedBytes = 0;
  const onBytes = (count: number) => {
    loadedBytes += count;
    onProgress?.({ loadedBytes, totalBytes });
  };
  try {
    const [tokenizer, weights] = await Promise.all([
      download(at(TOKENIZER_FILE), { ...common, most: tokenizerBytes, onBytes }),
      download(at(WEIGHTS_FILE), { ...common, most: weightsBytes, onBytes }),
    ]);
    return { card: json, tokenizer, weights };
  } catch (error) {
    failure.abort();
    throw error;
  }
}

/** With a slash at its end, without which the last part would be taken for a file; relative ones are the page's. */
function addressOf(folder: string | URL): URL {
  const { location } = globalThis as { location?: { href: string } };
  let address: URL;
  try {
    address = new URL(folder, location?.href);
  } catch {
    throw new EngineError(`${folder} is no address of a folder`);
  }
  if (!address.pathname.endsWith("/")) address.pathname += "/";
  return address;
}
