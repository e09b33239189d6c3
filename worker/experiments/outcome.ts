/** What of an answer is kept: never a word of its text. */
import type { SuiteTask } from "../../r2-assets/format/names.ts";
import type { Other } from "../storage/assignment-store.ts";

/** As the pipelines of routes/infer answer one input. */
type Body = unknown;

export interface Outcome {
  /** The most likely label, of a task that has labels. */
  label: string | null;
  /** Equal where two answers say the same, whatever their scores; null of numbers, which are never quite equal. Not stored. */
  said: string | null;
}

export function outcomeOf(task: SuiteTask, body: Body): Outcome {
  switch (task) {
    case "text-classification": {
      const { label } = (body as { label: string }[][])[0]![0]!;
      return { label, said: label };
    }
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

interface Entity {
  entity?: string;
  entity_group?: string;
  start: number;
  end: number;
}

const entityOf = ({ entity, entity_group, start, end }: Entity) => [entity ?? entity_group, start, end];

/** An input, or an array of one, is answered by one thing, a list of them or a list of such lists. */
const flat = <T>(body: T | T[] | T[][]): T[] => [body].flat(2) as T[];
