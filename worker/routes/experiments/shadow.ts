/** Shadow mode: what the other variants say to a text that the control has answered, behind all requests. */
import type { Context } from "hono";
import { shadowSince } from "../../experiments/fold.ts";
import { type Outcome, otherOf, outcomeOf } from "../../experiments/outcome.ts";
import type { AppEnv } from "../../http/api.ts";
import { counted } from "../../metrics/counted-model.ts";
import { getModel } from "../../runtime/models.ts";
import { turnQueue } from "../../runtime/shared-queue.ts";
import { type Assigning, assignmentStore, type Other } from "../../storage/assignment-store.ts";
import type { Variant } from "../../storage/experiment-store.ts";
import { answerTask } from "../infer/answer-task.ts";

/** Where so much stands behind the requests already, candidates are not asked: they would answer too late, and their texts wait in memory. */
const MOST_BEHIND = 32;

interface Answered {
  assignment: string;
  /** As it was asked. */
  question: object;
  control: Outcome;
}

/** Writes down what each candidate says; null for one that does not answer. Never throws. */
export async function answerBehind(
  c: Context<AppEnv>,
  { id, design }: Assigning,
  { assignment, question, control }: Answered,
): Promise<void> {
  try {
    const others: (Other | null)[] = [];
    for (const variant of design.variants.slice(1)) {
      const crowded = turnQueue.lengths().evaluation >= MOST_BEHIND;
      const outcome = crowded ? null : await outcomeOfVariant(c, variant, design.task, question);
      others.push(outcome && otherOf(outcome, control));
    }
    await assignmentStore(c.env.DB).othersAnswered(assignment, others, shadowSince());
  } catch (error) {
    console.error(`experiment ${id}, shadow of ${assignment}:`, error); // the fold counts it as no answer
  }
}

async function outcomeOfVariant(
  c: Context<AppEnv>,
  { model: ref, version, runtime }: Variant,
  task: Assigning["design"]["task"],
  question: object,
): Promise<Outcome | null> {
  try {
    const lookup = await getModel(c.env, `${ref}@${version}`, runtime ?? undefined);
    if (lookup.kind !== "found") return null;
    const { body } = await answerTask(counted(c, lookup.model), task, question, { kind: "evaluation" });
    return outcomeOf(lookup.model.card, task, body, question);
  } catch (error) {
    console.error(`${ref}@${version} in the shadow:`, error);
    return null;
  }
}
