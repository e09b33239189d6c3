/** What lies in a folder cannot be imported; the message is one sentence that says what and why. */
export class UnimportableError extends Error {
  override name = "UnimportableError";
}

/** Throws UnimportableError. `sentence`: without its stop. */
export function unimportable(sentence: string, cause?: unknown): never {
  throw new UnimportableError(sentence, cause === undefined ? undefined : { cause });
}
