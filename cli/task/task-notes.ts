/** What is worth knowing of a task before it is trained on, a sentence each. */
import { maxLengthOf } from "../../trainer/recipes/own/max-length.ts";
import { factsOf } from "../../trainer/tasks/own/own-facts.ts";
import type { OwnTask } from "../../trainer/tasks/own/own-task.ts";
import type { Brought } from "./brought.ts";
import type { Layout } from "./layout.ts";
import type { Measured } from "./measure-rows.ts";
import { unreadColumns } from "./own-rows.ts";

export function unreadNote(train: Brought, layout: Layout): string[] {
  const unread = unreadColumns(train, layout).filter(
    (name) => !layout.notes.some((note) => note.startsWith(`${name} holds texts`)),
  );
  return unread.length === 0 ? [] : [`not read: ${unread.join(", ")}`];
}

const FEW = 5;

export function rareLabels({ label_counts, labels = [] }: OwnTask): string[] {
  const rare = Object.entries(label_counts?.train ?? {}).filter(([, count]) => count < FEW);
  const absent = Object.entries(label_counts?.dev ?? {}).filter(([, count]) => count === 0);
  const told = (list: readonly (readonly [string, number])[]) =>
    list
      .slice(0, 5)
      .map(([name]) => name)
      .join(", ") + (list.length > 5 ? ` and ${list.length - 5} more` : "");
  return [
    ...(rare.length > 0
      ? [`${rare.length} of ${labels.length} labels have fewer than ${FEW} rows to learn from: ${told(rare)}`]
      : []),
    ...(absent.length > 0
      ? [
          `dev lacks ${absent.length} of ${labels.length} labels (${told(absent)}): nothing will be known of how well they are found`,
        ]
      : []),
  ];
}

/** What is right or wrong as a whole, and so counts in figures; words of tags and scores don't. */
const COUNTED: Readonly<Partial<Record<OwnTask["task"], string>>> = {
  "text-classification": "accuracy",
  "multi-label-classification": "accuracy",
  "question-answering": "exact match",
};

/** Where a single answer moves the score by a point or more. */
export function smallDev({ task, rows: { dev } }: OwnTask): string[] {
  if (dev >= 100) return [];
  const metric = COUNTED[task];
  const why = metric
    ? `one answer more or less is ${(100 / dev).toFixed(1)} points of ${metric}`
    : "so few tell models apart only where they differ by much";
  return [`dev has ${dev} rows: ${why}`];
}

/** Of a language that it was not made for a tokenizer knows letters and no words. */
const MANY_PIECES = 2.5;

export function foreignNote({ unknown, piecesAWord }: Measured): string[] {
  if (unknown < 0.02 && piecesAWord < MANY_PIECES) return [];
  const why =
    unknown < 0.02
      ? `a word is ${piecesAWord.toFixed(1)} pieces`
      : `${(100 * unknown).toFixed(1)} % of the tokens are unknown`;
  return [
    `${why} to MiniLM, which was made for English: \`--set encoder.source=multilingual-e5-small\` in training takes an encoder of a hundred languages`,
  ];
}

/** Texts that training will not read to their end. */
export function cutNote(task: OwnTask): string[] {
  const { value } = maxLengthOf(factsOf(task));
  const { p95 } = task.lengths.tokens;
  if (task.task === "question-answering" || p95 <= value) return [];
  return [
    `texts are cut at ${value} tokens when they are trained on, and one row in twenty has over ${p95.toLocaleString("en")}: \`--set train.max_length=512\` reads more, at its cost`,
  ];
}
