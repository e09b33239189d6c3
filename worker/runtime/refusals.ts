/** What is refused before any work. */

/** Not begun: there is too much before it. `message` is a sentence without its stop. */
export class Busy extends Error {
  readonly retryAfterSeconds: number;
  constructor(message: string, retryAfterSeconds: number) {
    super(message);
    this.retryAfterSeconds = Math.min(60, Math.max(1, Math.ceil(retryAfterSeconds)));
  }
}

/** Nobody waits for the answer any more: should the request live on, by a load that it began for others, it does nothing more. */
export class ClientGone extends Error {
  override name = "ClientGone";
}

/** Throws ClientGone where that has been said. */
export function throwIfGone(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new ClientGone("its client has gone");
}

/** Never to be done: one request asks for too much. `message` is a sentence without its stop. */
export class TooCostly extends Error {}
