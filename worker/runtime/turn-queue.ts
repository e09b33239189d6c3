/**
 * Turns at the one thread of an isolate. Work comes in slices; between them it goes to the back, and whoever `nextJob` names goes on.
 *
 * As in turns.ts nobody wakes another: what crosses requests is plain data, and each looks at it by timers of its own. A request that is aborted never
 * looks again. So a job that is due and was not seen while others looked many times is dropped, and what it held is freed (`whileWaiting`).
 */
import { FLOPS_PER_SECOND, REQUEST_BUDGET } from "./cost.ts";
import { type Job, nextJob } from "./next-job.ts";
import { sleep } from "./turns.ts";

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

/** Never to be done: one request asks for too much. `message` is a sentence without its stop. */
export class TooCostly extends Error {}

export interface Wish {
  kind?: Job["kind"];
  /** Operations that it will take. */
  flops: number;
  /** Aborted when the client has gone. */
  signal?: AbortSignal | undefined;
}

export interface Limits {
  /** Operations of one request. */
  budget: number;
  /** Requests that wait or are worked on. */
  jobs: number;
  /** Seconds that a request may have to wait until it begins: reckoned when it comes, and counted while it waits. */
  wait: number;
  /** Operations after which a job lets others have a turn. */
  slice: number;
}

/** A slice is some 5 ms of the 6 x 384 teacher by the engine, and 15 by onnxruntime. */
const LIMITS: Limits = { budget: REQUEST_BUDGET, jobs: 128, wait: 20, slice: 0.5e9 };

/** How many looks of others a job may miss for each of them. */
const MOST_MISSED = 10;

/** Milliseconds between two looks at most. */
const LONGEST_DELAY = 16;

export class TurnQueue {
  private readonly limits: Limits;
  private readonly rest: typeof sleep;
  private readonly jobs = new Set<Ticket>();
  private readonly waiting = new Set<Ticket>();
  private readonly speed = new Speed();
  private turns = 0;
  private arrivals = 0;

  /** `rest`: a timer of the request that waits. */
  constructor(limits: Partial<Limits> = {}, rest = sleep) {
    this.limits = { ...LIMITS, ...limits };
    this.rest = rest;
  }

  /** Jobs that wait or are worked on. */
  get length(): number {
    return this.jobs.size;
  }

  /** The same by kind. */
  lengths(): Record<Job["kind"], number> {
    const evaluation = [...this.jobs].filter(({ kind }) => kind === "evaluation").length;
    return { request: this.jobs.size - evaluation, evaluation };
  }

  /** Admits a job, or throws Busy, TooCostly or ClientGone before any work. Whoever enters must leave. Evaluations have a queue of their own, and are not refused. */
  enter({ kind = "request", flops, signal }: Wish): Ticket {
    throwIfGone(signal);
    if (kind === "request") this.refuse(flops);
    if (this.jobs.size === 0) this.speed.start();
    const ticket = new Ticket(this, kind, flops, this.arrivals++, signal);
    this.jobs.add(ticket);
    signal?.addEventListener("abort", () => this.drop(ticket), { once: true });
    return ticket;
  }

  private refuse(flops: number): void {
    const { budget, jobs, wait } = this.limits;
    if (flops > budget)
      throw new TooCostly(
        `the request asks for ${gigas(flops)} GFLOP of this model, and one may ask for ${gigas(budget)}: send it in parts`,
      );
    const requests = [...this.jobs].filter(({ kind }) => kind === "request");
    if (requests.length >= jobs) throw new Busy(`${requests.length} requests wait already`, 1);
    const before = requests.reduce((sum, { left }) => sum + (left <= flops ? left : 0), 0);
    const seconds = before / this.speed.flopsPerSecond;
    if (seconds > wait)
      throw new Busy(`requests that come before it need some ${Math.ceil(seconds)} s`, seconds - wait);
  }

  /** For Ticket: resolves when it is its turn. */
  async next(ticket: Ticket): Promise<void> {
    const mustWait = ticket.begun ? ticket.sinceTurn >= this.limits.slice : this.waiting.size > 0;
    if (mustWait) await this.wait(ticket);
  }

  private async wait(ticket: Ticket): Promise<void> {
    const since = Date.now();
    for (let delay = 0; ; ) {
      this.jobs.add(ticket);
      this.waiting.add(ticket);
      await this.rest(delay);
      throwIfGone(ticket.signal);
      ticket.missed = 0;
      const due = nextJob(this.waiting, this.turns);
      if (due === ticket || due === undefined) break;
      if (++due.missed > MOST_MISSED * this.waiting.size) this.drop(due);
      if (!ticket.begun && ticket.kind === "request" && Date.now() - since > 1000 * this.limits.wait) {
        this.leave(ticket);
        throw new Busy(`it waited ${this.limits.wait} s for its first turn`, 5);
      }
      delay = Math.min(1 + this.before(ticket), LONGEST_DELAY);
    }
    this.waiting.delete(ticket);
    this.turns++;
    ticket.sinceTurn = 0;
  }

  /** How many turns will be others' before it is this one's, at least: it need not look more often. */
  private before(ticket: Ticket): number {
    let shorter = 0;
    let older = 0;
    for (const { kind, left, number } of this.waiting) {
      if (kind === "request" && left < ticket.left) shorter++;
      if (number < ticket.number) older++;
    }
    return Math.min(shorter, older);
  }

  /** For Ticket. */
  spent(flops: number): void {
    this.speed.add(flops);
  }

  /** For Ticket. */
  leave(ticket: Ticket): void {
    this.jobs.delete(ticket);
    this.waiting.delete(ticket);
  }

  /** Gone with its client. Should it live after all, it finds what it held freed, and stands in the queue again at its next look. */
  private drop(ticket: Ticket): void {
    this.leave(ticket);
    ticket.abandon();
  }
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
  readonly signal: AbortSignal | undefined;
  private readonly queue: TurnQueue;
  private readonly abandoned: (() => void)[] = [];

  constructor(queue: TurnQueue, kind: Job["kind"], flops: number, number: number, signal?: AbortSignal) {
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

  /** Says that so many operations are done. */
  spend(flops: number): void {
    this.left = Math.max(0, this.left - flops);
    this.sinceTurn += flops;
    this.queue.spent(flops);
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

  leave(): void {
    this.queue.leave(this);
  }
}

function throwIfGone(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new ClientGone("its client has gone");
}

/** What is done a second while there is work, by the clock as it stands between turns. */
class Speed {
  flopsPerSecond = FLOPS_PER_SECOND;
  private since = Date.now();
  private done = 0;

  /** Begins to count anew, after there was nothing to do. */
  start(): void {
    this.since = Date.now();
    this.done = 0;
  }

  add(flops: number): void {
    this.done += flops;
    const seconds = (Date.now() - this.since) / 1000;
    if (seconds < 1) return;
    this.flopsPerSecond = (this.flopsPerSecond + this.done / seconds) / 2;
    this.start();
  }
}

const gigas = (flops: number) => Math.ceil(flops / 1e9).toLocaleString("en");
