import { BLOCK_STEPS, type Turn } from "../../eval/statistics/in-blocks.ts";
import { STEPS_PER_ROW } from "./work-in-turns.ts";

/** The rows, or predictions, one by one as they are read; others have turns in between, since what comes from the bucket holds hundreds at once. */
export async function* rowsInTurns<T>(rows: AsyncIterable<T>, turn: Turn | undefined): AsyncGenerator<T> {
  let steps = 0;
  for await (const row of rows) {
    yield row;
    steps += STEPS_PER_ROW;
    if (steps < BLOCK_STEPS) continue;
    await turn?.(steps);
    steps = 0;
  }
  await turn?.(steps);
}
