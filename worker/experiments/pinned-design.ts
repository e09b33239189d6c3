/** From what is asked for to what is run: versions as of now, and models that can be told apart only by who answers. */
import { type Card, tasksOf } from "../../r2-assets/format/card.ts";
import type { Runtime, SuiteTask } from "../../r2-assets/format/names.ts";
import type { Env } from "../env.ts";
import { ProblemError } from "../http/problem.ts";
import { findCard } from "../lookups/find-card.ts";
import { RUNTIMES } from "../runtime/runtimes.ts";
import type { ExperimentDesign, Variant } from "../storage/experiment-store.ts";

export interface WantedVariant {
  /** `id` or `id@version`. */
  model: string;
  runtime?: Runtime | undefined;
  name?: string | undefined;
}

/** Throws the problem of the first variant that does not belong here: unknown, of another task or label set, or named as another. */
export async function pinnedVariants(
  env: Env,
  task: SuiteTask,
  wanted: readonly WantedVariant[],
): Promise<Pick<ExperimentDesign, "variants" | "labels">> {
  const variants: Variant[] = [];
  let labels: string[] | null | undefined;
  for (const [i, { model: ref, runtime, name }] of wanted.entries()) {
    const { version, card } = await findCard(env, ref);
    const does = tasksOf(card);
    if (!does.includes(task)) {
      throw new ProblemError(422, "task-mismatch", `${ref} does ${does.join(" and ")}, not ${task}.`);
    }
    const own = labelsOf(card, task);
    labels ??= own;
    if (!sameSet(labels, own)) {
      const detail = `${ref} answers ${shownLabels(own)}; the control ${wanted[0]!.model} answers ${shownLabels(labels)}.`;
      throw new ProblemError(422, "label-mismatch", detail);
    }
    if (runtime !== undefined && !RUNTIMES.includes(runtime)) {
      throw new ProblemError(422, "runtime-unsupported", `This deployment has no runtime ${runtime}.`);
    }
    const variant = { name: name ?? card.id, model: card.id, version, runtime: runtime ?? null };
    const twin = variants.findIndex((other) => other.name === variant.name);
    if (twin !== -1) {
      const message = `it is called ${variant.name} as variants.${twin} is: give it a name of its own`;
      throw new ProblemError(422, "invalid-request", `variants.${i}.name: ${message}`, [
        { path: `variants.${i}.name`, message },
      ]);
    }
    variants.push(variant);
  }
  return { variants, labels: labels ?? null };
}

/** What answers are made of, and feedback by label can say; null where that is no set. */
function labelsOf(card: Card, task: SuiteTask): string[] | null {
  switch (task) {
    case "text-classification":
    case "multi-label-classification":
      return card.labels;
    case "token-classification":
      return card.task === task ? card.labels : card.slots!;
    case "text-regression":
    case "question-answering":
      return null;
  }
}

const sameSet = (a: readonly string[] | null, b: readonly string[] | null) =>
  a === b || (a?.length === b?.length && a!.every((label) => b!.includes(label)));

/** There may be hundreds of tags. */
const MOST_LABELS = 10;

const shownLabels = (labels: readonly string[] | null) =>
  (labels ?? []).slice(0, MOST_LABELS).join(", ") + ((labels ?? []).length > MOST_LABELS ? ", …" : "");
