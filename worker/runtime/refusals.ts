/** What is refused before any work. */

/** Not begun: there is too much before it. `message` is a sentence without its stop. */
export class Busy extends Error {
  readonly retryAfterSeconds: number;
  constructor(message: string, retryAfterSeconds: number) {
    super(message);
    this.retryAfterSeconds = Math.min(60, Math.max(1, Math.ceil(retryAfterSeconds)));
  }
}

/** Never to be done: one request asks for too much. `message` is a sentence without its stop. */
export class TooCostly extends Error {}
