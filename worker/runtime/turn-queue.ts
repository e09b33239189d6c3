/**
 * Turns at the one thread of an isolate. Work comes in slices; between them it goes to the back, and whoever `nextJob` names goes on.
 *
 * As in turns.ts nobody wakes another: what crosses requests is plain data, and each looks at it by timers of its own. A request that is aborted never
 * looks again. So a job that is due and was not seen while others looked many times is dropped, and what it held is freed (`Ticket.turnHolding`).
 */
import { Arrivals } from "./arrivals.ts";
import { REQUEST_BUDGET } from "./cost.ts";
import { type Job, nextJob } from "./next-job.ts";
import { Busy, TooCostly, throwIfGone } from "./refusals.ts";
import { Speed } from "./speed.ts";
import { Ticket, type Turns } from "./ticket.ts";
import { sleep } from "./turns.ts";

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

/** A job that neither looked nor worked for so long was lost with its request, and does not keep its place. */
const LOST_AFTER_MS = 60_000;

/** Milliseconds between two looks at most. */
const LONGEST_DELAY = 16;

/** Turns of the event loop between two slices: of fewer a request that has come is not seen before the next slice. */
const ROUNDS = 3;

export class TurnQueue implements Turns {
  private readonly limits: Limits;
  private readonly rest: typeof sleep;
  private readonly jobs = new Set<Ticket>();
  private readonly waiting = new Set<Ticket>();
  private readonly arrivals = new Arrivals();
  private readonly speed = new Speed();
  private turns = 0;
  private entered = 0;

  /** `rest`: a timer of the request that waits. */
  constructor(limits: Partial<Limits> = {}, rest = sleep) {
    this.limits = { ...LIMITS, ...limits };
    this.rest = rest;
  }

  /** Jobs that wait or are worked on. */
  get length(): number {
    return this.jobs.size;
  }

  /** Requests for which jobs hold back. None where there is no job: nobody would look, and each would be remembered for good. */
  get arriving(): number {
    return this.arrivals.size;
  }

  /** The same by kind. */
  lengths(): Record<Job["kind"], number> {
    const evaluation = [...this.jobs].filter(({ kind }) => kind === "evaluation").length;
    return { request: this.jobs.size - evaluation, evaluation };
  }

  /** Says that a request has come which may soon enter. Call what is returned when it has been answered. */
  arrive(signal: AbortSignal): () => void {
    if (this.jobs.size > 0) this.arrivals.begin(signal);
    return () => {
      if (this.jobs.size > 0) this.arrivals.answered(signal);
    };
  }

  /** Admits a job, or throws Busy, TooCostly or ClientGone before any work. Whoever enters must leave. Evaluations have a queue of their own, and are not refused. */
  enter({ kind = "request", flops, signal }: Wish): Ticket {
    if (signal !== undefined) this.arrivals.end(signal);
    throwIfGone(signal);
    if (kind === "request") this.refuse(flops);
    if (this.jobs.size === 0) this.speed.resume();
    const ticket = new Ticket(this, kind, flops, this.entered++, signal);
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
    for (const job of this.jobs) if (Date.now() - job.seen > LOST_AFTER_MS) this.drop(job);
    const requests = [...this.jobs].filter(({ kind }) => kind === "request");
    if (requests.length >= jobs) throw new Busy(`${requests.length} requests wait already`, 1);
    const before = requests.reduce((sum, { left }) => sum + (left <= flops ? left : 0), 0);
    const seconds = before / this.speed.flopsPerSecond;
    if (seconds > wait)
      throw new Busy(`requests that come before it need some ${Math.ceil(seconds)} s`, seconds - wait);
  }

  async next(ticket: Ticket): Promise<void> {
    const mustWait = ticket.begun ? ticket.sinceTurn >= this.limits.slice : this.waiting.size > 0;
    if (mustWait) await this.wait(ticket);
  }

  private async wait(ticket: Ticket): Promise<void> {
    const since = Date.now();
    const rounds = ticket.begun ? ROUNDS : 1;
    for (let delay = 0, left = rounds; ; ) {
      this.jobs.add(ticket);
      this.waiting.add(ticket);
      await this.rest(delay);
      throwIfGone(ticket.signal);
      ticket.missed = 0;
      ticket.seen = Date.now();
      const due = nextJob(this.waiting, this.turns);
      if (due === ticket || due === undefined) {
        if (--left > 0) delay = 0;
        else if (this.arrivals.look()) delay = 1;
        else break;
        continue;
      }
      left = rounds;
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

  spent(ticket: Ticket, flops: number): void {
    ticket.seen = Date.now();
    this.speed.add(flops);
  }

  leave(ticket: Ticket): void {
    this.jobs.delete(ticket);
    this.waiting.delete(ticket);
    if (this.jobs.size === 0) this.arrivals.clear();
  }

  back(ticket: Ticket): void {
    if (this.jobs.size === 0) this.speed.resume();
    ticket.seen = Date.now();
    this.jobs.add(ticket);
  }

  /** Gone with its client. Should it live after all, it finds what it held freed, and stands in the queue again at its next look. */
  private drop(ticket: Ticket): void {
    this.leave(ticket);
    ticket.abandon();
  }
}

const gigas = (flops: number) => Math.ceil(flops / 1e9).toLocaleString("en");
