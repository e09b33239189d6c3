/** Calls of stores: those that fail in passing are made again, slow ones a second time beside the first. */

/** A store does not answer, however often it is asked. The message is one sentence without its stop; as a problem, it is a 500. */
export class StorageUnavailable extends Error {
  override name = "StorageUnavailable";
  readonly retryAfterSeconds = 5;

  constructor(store: string) {
    super(`the ${store} does not answer for the moment`);
  }
}

export interface Steadiness {
  /** As people know it: `bucket`. */
  store: string;
  /** What is asked of it, for the log. */
  call: string;
  /** Whether an error would come again, whatever is done: it is thrown as it is. */
  isLasting(error: unknown): boolean;
  /** How often it is tried; once where doing it twice is not as good as doing it once. */
  tries?: number;
}

export const TRIES = 4;

/** Milliseconds before the second try; then four times as many each, together a second. */
const FIRST_PAUSE = 50;

/** Half to one and a half of it, so that those who failed together don't come back together. */
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms * (0.5 + Math.random())));

/** What `work` comes to at the first of some tries that succeeds. Throws StorageUnavailable, once it is logged, where none does. */
export async function steadily<T>(
  { store, call, isLasting, tries = TRIES }: Steadiness,
  work: () => Promise<T>,
): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await work();
    } catch (error) {
      if (error instanceof StorageUnavailable || isLasting(error)) throw error;
      if (tried >= tries) {
        console.error(`the ${store} failed at "${call}", tried ${tried} x: ${(error as Error).message}`);
        throw new StorageUnavailable(store);
      }
    }
    await pause(FIRST_PAUSE * 4 ** (tried - 1));
  }
}

/** Milliseconds: a read is slow after some, and given up after many. */
const PATIENCE = { slow: 500, most: 10_000 };

/**
 * What comes first of a read and, where it is slow, of another like it (Dean and Barroso, The Tail at Scale, 2013: hedged requests). The one that is
 * not needed is handed to `unused`. Throws where neither has come in time.
 */
export async function soonest<T>(
  read: () => Promise<T>,
  unused: (late: T) => unknown = () => {},
  { slow, most } = PATIENCE,
): Promise<T> {
  const first = read();
  if (await settlesWithin(first, slow)) return first;
  const reads = [first, read()];
  let taken: number | undefined;
  reads.forEach((one, i) => {
    one.then(
      (value) => {
        taken ??= i;
        if (taken !== i) unused(value);
      },
      () => {},
    );
  });
  const any = Promise.any(reads);
  if (await settlesWithin(any, most)) return any.catch(({ errors }: AggregateError) => Promise.reject(errors[0]));
  taken = -1;
  throw new Error(`no answer within ${(slow + most) / 1000} s`);
}

async function settlesWithin(promise: Promise<unknown>, ms: number): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  const settled = promise.then(
    () => true,
    () => true,
  );
  const inTime = await Promise.race([settled, late]);
  clearTimeout(timer);
  return inTime;
}
