/** Computing over rows and runs, in the queue of all that the isolate does: between its blocks requests that are shorter have their turns. */
import { BLOCK_STEPS, type Turn } from "../../eval/statistics/in-blocks.ts";
import { REQUEST_BUDGET } from "./cost.ts";
import { Busy } from "./refusals.ts";
import { type Asker, turnQueue } from "./shared-queue.ts";
import type { Ticket } from "./ticket.ts";
import type { Wish } from "./turn-queue.ts";

/** Operations that the engine does in the time of a step (in-blocks.ts). */
const FLOPS_PER_STEP = 1000;

/** What is reckoned too low has so much of it left to the end, or it would go before requests that are shorter. */
const LEFT_AT_LEAST = 0.1;

/** Reading a row, a prediction or a submitted item, checking it and taking it in: some 13 µs in workerd. */
export const STEPS_PER_ROW = 2000;

/** Waits for a reader, say: meanwhile the work has no place in the queue. */
export type Aside = <T>(awaited: Promise<T>) => Promise<T>;

/**
 * What `work` returns, which must await `turn` between blocks of its work, and whatever is no work of its own by `aside`. `steps`: reckoned for all of it, on the high side; whoever needs fewer overtakes.
 * Nobody is refused: where too much comes before a request, its work has the turns of evaluations.
 */
export async function workInTurns<T>(
  { steps, ...asker }: Asker & { steps: number },
  work: (turn: Turn, aside: Aside) => Promise<T>,
): Promise<T> {
  const flops = Math.min(steps * FLOPS_PER_STEP, REQUEST_BUDGET);
  const ticket = await begin({ ...asker, flops });
  let sinceTurn = 0;
  try {
    const turn: Turn = async (done) => {
      ticket.spend(done * FLOPS_PER_STEP);
      ticket.left = Math.max(ticket.left, LEFT_AT_LEAST * flops);
      sinceTurn += done;
      if (sinceTurn < BLOCK_STEPS / 2) return;
      sinceTurn = 0;
      await ticket.pass();
    };
    return await work(turn, (awaited) => ticket.aside(awaited));
  } finally {
    ticket.leave();
  }
}

async function begin(wish: Wish): Promise<Ticket> {
  try {
    return await firstTurn(wish);
  } catch (error) {
    if (error instanceof Busy) return firstTurn({ ...wish, kind: "evaluation" });
    throw error;
  }
}

async function firstTurn(wish: Wish): Promise<Ticket> {
  const ticket = turnQueue.enter(wish);
  await ticket.turn();
  return ticket;
}
