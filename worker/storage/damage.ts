/** Bytes that must have a certain digest: what is said where they don't. */
import { sha256 } from "../../r2-assets/format/digest.ts";

/** Stored bytes are not those that were written. The message is one sentence that names them; as a problem, it is a 500. */
export class DamagedError extends Error {
  override name = "DamagedError";
  /** Of the problem: `suite-damaged`. */
  readonly slug: string;

  /** `what` is damaged, for which there is this `reason`. */
  constructor(slug: string, what: string, reason: string) {
    super(`${what} is damaged: ${reason}`);
    this.slug = slug;
  }
}

/** Why `bytes` under `key` are not those promised, in one sentence; undefined where they are. */
export async function damageOf(
  key: string,
  bytes: Uint8Array,
  promised: { bytes: number; sha256: string },
  by: string,
): Promise<string | undefined> {
  if (bytes.byteLength !== promised.bytes) return `${key} has ${bytes.byteLength} bytes, ${by} says ${promised.bytes}`;
  const actual = await sha256(bytes);
  return actual === promised.sha256 ? undefined : `${key} has the sha256 ${actual}, ${by} says ${promised.sha256}`;
}
