import type { Job } from "./next-job.ts";
import { throwIfGone } from "./refusals.ts";

/** What a ticket asks of its queue. */
export interface Turns {
  /** Resolves when it is its turn. */
  next(ticket: Ticket): Promise<void>;
  spent(ticket: Ticket, flops: number): void;
  leave(ticket: Ticket): void;
  /** Its place again, after it left. */
  back(ticket: Ticket): void;
}

/** A job's place in the queue. */
export class Ticket implements Job {
  readonly kind: Job["kind"];
  readonly number: number;
  left: number;
  /** Looks of others that found it due and not looking itself. */
  missed = 0;
  /** Operations since it last let others have a turn. */
  sinceTurn = 0;
  begun = false;
  /** When it last looked or worked. */
  seen = Date.now();
  readonly signal: AbortSignal | undefined;
  private readonly queue: Turns;
  private readonly abandoned: (() => void)[] = [];

  constructor(queue: Turns, kind: Job["kind"], flops: number, number: number, signal?: AbortSignal) {
    this.queue = queue;
    this.signal = signal;
    this.kind = kind;
    this.left = flops;
    this.number = number;
  }

  /** Waits for its turn: not at all, where nobody else waits and it has had less than a slice. Throws Busy where the first never comes, ClientGone once it need not. */
  async turn(): Promise<void> {
    throwIfGone(this.signal);
    await this.queue.next(this);
    this.begun = true;
  }

  /** As `turn`, however little it has had: for work whose slices are measured otherwise than in operations. */
  pass(): Promise<void> {
    this.sinceTurn = Number.POSITIVE_INFINITY;
    return this.turn();
  }

  /** Says that so many operations are done. */
  spend(flops: number): void {
    this.left = Math.max(0, this.left - flops);
    this.sinceTurn += flops;
    this.queue.spent(this, flops);
  }

  /** As `turn`; frees what the work holds where the job is dropped meanwhile. */
  async turnHolding(free: () => void): Promise<void> {
    this.abandoned.push(free);
    try {
      await this.turn();
    } finally {
      this.abandoned.splice(this.abandoned.indexOf(free), 1);
    }
  }

  abandon(): void {
    for (const free of this.abandoned) free();
  }

  /** Waits for what is no work, such as a reader, without a place in the queue: who never reads would keep one. */
  async aside<T>(awaited: Promise<T>): Promise<T> {
    this.queue.leave(this);
    try {
      return await awaited;
    } finally {
      this.queue.back(this);
    }
  }

  leave(): void {
    this.queue.leave(this);
  }
}
