/** Bytes that must have a certain digest: what is said where they don't. */

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
