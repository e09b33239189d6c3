/** Computing over rows and runs, in the queue of all that the isolate does: between its blocks requests that are shorter have their turns. */
import type { Turn } from "../../eval/statistics/in-blocks.ts";
import { REQUEST_BUDGET } from "./cost.ts";
import { type Asker, turnQueue } from "./shared-queue.ts";
import { Busy, type Ticket, type Wish } from "./turn-queue.ts";

/** Operations that a step counts for (in-blocks.ts): a block of them is a slice of the queue. */
const FLOPS_PER_STEP = 2000;

/** Reading a row, a prediction or a submitted item, checking it and taking it in: some 10 µs in workerd. */
export const STEPS_PER_ROW = 1000;

/**
 * What `work` returns, which must await `turn` between blocks of its work. `steps`: reckoned for all of it, on the high side; whoever needs fewer overtakes.
 * Nobody is refused: where too much comes before a request, its work has the turns of evaluations.
 */
export async function workInTurns<T>(
  { steps, ...asker }: Asker & { steps: number },
  work: (turn: Turn) => Promise<T>,
): Promise<T> {
  const ticket = await begin({ ...asker, flops: Math.min(steps * FLOPS_PER_STEP, REQUEST_BUDGET) });
  try {
    return await work((done) => {
      ticket.spend(done * FLOPS_PER_STEP);
      return ticket.turn();
    });
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
