/** What of an answer is kept: never a word of its text. */
import type { Card } from "../../r2-assets/format/card.ts";
import type { SuiteTask } from "../../r2-assets/format/names.ts";
import { thresholdsOf } from "../pipelines/classify.ts";
import type { Other } from "../storage/assignment-store.ts";

/** As the pipelines of routes/infer answer one input. */
type Body = unknown;

export interface Outcome {
  /** The most likely label, of a task that has labels. */
  label: string | null;
  /** Equal where two answers say the same, whatever their scores; null of numbers, which are never quite equal, and of labels whose scores are no sigmoids. Not stored. */
  said: string | null;
}

/** `question`: as it was asked, so that it is known what the scores are. */
export function outcomeOf(card: Card, task: SuiteTask, body: Body, question: { parameters?: unknown }): Outcome {
  switch (task) {
    case "text-classification": {
      const { label } = (body as LabelScore[][])[0]![0]!;
      return { label, said: label };
    }
    case "multi-label-classification":
      return { label: null, said: heldIn(card, (body as LabelScore[][])[0]!, question) };
    case "token-classification":
      return { label: null, said: JSON.stringify(flat(body as Entity[]).map(entityOf)) };
    case "question-answering":
      return { label: null, said: JSON.stringify(flat(body as { answer: string }[]).map(({ answer }) => answer)) };
    case "text-regression":
      return { label: null, said: null };
  }
}

export const otherOf = ({ label, said }: Outcome, control: Outcome): Other => ({
  label,
  agrees: said === null ? null : said === control.said,
});

interface LabelScore {
  label: string;
  score: number;
}

/** The labels that hold by the model's own thresholds, of those that were asked for. */
function heldIn(card: Card, scores: LabelScore[], { parameters }: { parameters?: unknown }): string | null {
  const { function_to_apply: fn } = (parameters ?? {}) as { function_to_apply?: string | null };
  if ((fn ?? "sigmoid") !== "sigmoid") return null;
  const thresholds = thresholdsOf(card, "card");
  const held = scores.filter(({ label, score }) => score >= thresholds[card.labels.indexOf(label)]!);
  return JSON.stringify(held.map(({ label }) => label).sort());
}

interface Entity {
  entity?: string;
  entity_group?: string;
  start: number;
  end: number;
}

const entityOf = ({ entity, entity_group, start, end }: Entity) => [entity ?? entity_group, start, end];

/** An input, or an array of one, is answered by one thing, a list of them or a list of such lists. */
const flat = <T>(body: T | T[] | T[][]): T[] => [body].flat(2) as T[];
