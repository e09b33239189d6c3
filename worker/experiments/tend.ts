/** What experiments need every minute: their logs folded, and rows deleted that are too old. Bounded, harmless at any time. */
import type { Env } from "../env.ts";
import type { Asker } from "../runtime/shared-queue.ts";
import { unfoldedExperiments } from "../storage/experiment-events.ts";
import { deleteExpired, deletePart, hiddenExperiments, outdatedExperiments } from "../storage/experiment-rows.ts";
import { experimentStore } from "../storage/experiment-store.ts";
import { feedbackSince } from "./assignment-id.ts";
import { type FoldOptions, foldedFigures } from "./fold.ts";

/** Experiments that are looked after for each reason, and parts of each: what is left over has its turn a minute later. */
const [MOST_EXPERIMENTS, MOST_PARTS] = [20, 20];

/** Experiments that a list folds. */
const MOST_LISTED = 5;

/** Within this the work is begun that a minute has. */
const MOST_MS = 25_000;

/** Folds what is new of the experiments that wait for it longest, a part each: what a list of them takes upon itself. */
export async function foldUnfolded(DB: Env["DB"], asker: Asker): Promise<void> {
  for (const number of await unfoldedExperiments(DB, MOST_LISTED))
    await foldNumbered(DB, number, { parts: 1, ...asker });
}

async function foldNumbered(DB: Env["DB"], number: number, options: FoldOptions): Promise<void> {
  const experiment = await experimentStore(DB).numbered(number);
  if (experiment !== null) await foldedFigures(DB, experiment, options);
}

export async function tendExperiments(env: Env, now = new Date()): Promise<void> {
  const { DB } = env;
  const end = Date.now() + MOST_MS;
  const inTime = () => Date.now() < end;
  const each = async <T>(found: T[], work: (one: T) => Promise<unknown>) => {
    for (const one of found) {
      if (!inTime()) return;
      await work(one).catch((error) => console.error("experiments:", error)); // the others don't wait for it
    }
  };
  await each(await unfoldedExperiments(DB, MOST_EXPERIMENTS), (number) =>
    foldNumbered(DB, number, { parts: MOST_PARTS, kind: "evaluation", now }),
  );
  await each(await outdatedExperiments(DB, MOST_EXPERIMENTS, now), async ({ number, days }) => {
    const since = feedbackSince(days, now);
    for (let part = 0; part < MOST_PARTS && inTime() && (await deleteExpired(DB, number, since)); ) part++;
  });
  await each(await hiddenExperiments(DB, MOST_EXPERIMENTS), async (number) => {
    for (let part = 0; part < MOST_PARTS && inTime() && (await deletePart(DB, number)); ) part++;
  });
}
