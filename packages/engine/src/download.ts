/** A file over HTTP, or one sentence that says why not. */
import { EngineError } from "../../../worker/runtime/engine/memory.ts";
import type { LoadOptions } from "./index.ts";

export interface Download extends Pick<LoadOptions, "fetch"> {
  signal?: AbortSignal;
  /** Bytes that it may have. */
  most: number;
  /** Told of each piece how long it is. */
  onBytes?: (count: number) => void;
}

/** The bytes that lie at an address. Throws EngineError where they are not to be had or too many, and the signal's reason once it is aborted. */
export async function download(
  url: string,
  { fetch = globalThis.fetch, signal = new AbortController().signal, most, onBytes }: Download,
): Promise<Uint8Array<ArrayBuffer>> {
  const failed = (error: unknown) => {
    signal.throwIfAborted();
    return new EngineError(`${url} could not be fetched: ${error instanceof Error ? error.message : error}`);
  };
  const response = await fetch(url, { signal }).catch((error: unknown) => {
    throw failed(error);
  });
  if (!response.ok) {
    await response.body?.cancel();
    throw new EngineError(`${url} could not be fetched: the server answered ${response.status}`);
  }
  const bytes = room(url, most);
  let length = 0;
  try {
    for (const reader = response.body!.getReader(); ; ) {
      const { done, value } = await reader.read();
      if (done) return bytes.subarray(0, length);
      if (length + value.length > most) {
        await reader.cancel();
        break;
      }
      bytes.set(value, length);
      length += value.length;
      onBytes?.(value.length);
    }
  } catch (error) {
    throw failed(error);
  }
  throw new EngineError(`${url} has more than the ${most} bytes that it may have`);
}

function room(url: string, bytes: number): Uint8Array<ArrayBuffer> {
  try {
    return new Uint8Array(bytes);
  } catch {
    throw new EngineError(`${url} could not be fetched: there is no room here for its ${bytes} bytes`);
  }
}
