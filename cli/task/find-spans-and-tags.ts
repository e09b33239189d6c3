/** Layouts of rows that are no texts with a label: questions on contexts, and words with tags. */
import { isTag } from "../../eval/tags/tag.ts";
import { CliError } from "../cli-error.ts";
import type { Brought } from "./brought.ts";
import type { Column } from "./column.ts";
import { columnNamed, wellKnown } from "./find-texts.ts";
import type { Layout, LayoutOptions } from "./layout.ts";
import {
  ANSWER_NAMES,
  ANSWER_START_NAMES,
  CONTEXT_NAMES,
  QUESTION_NAMES,
  TAG_NAMES,
  TOKEN_NAMES,
} from "./well-known-names.ts";

/** Question, context and answers. Null where nobody asked for them and they are not all there. */
export function spansIn(
  train: Brought,
  columns: readonly Column[],
  { kind, text, textPair, label }: LayoutOptions,
): Layout | null {
  const question = text ? columnNamed(columns, text, "--text") : wellKnown(columns, QUESTION_NAMES);
  const context = textPair ? columnNamed(columns, textPair, "--text-pair") : wellKnown(columns, CONTEXT_NAMES);
  const answers = label ? columnNamed(columns, label[0]!, "--label") : wellKnown(columns, ANSWER_NAMES);
  const missing = Object.entries({ "--text": question, "--text-pair": context, "--label": answers }).find(
    ([, column]) => column === undefined,
  );
  if (kind === undefined && (missing !== undefined || (text ?? textPair ?? label) !== undefined)) return null;
  if (kind === undefined && !answersStandIn(train, context!, answers!)) return null;
  if (missing !== undefined)
    throw new CliError(
      `spans have a question (--text), a context (--text-pair) and answers (--label): no column is known to be what ${missing[0]} names`,
    );
  const start = wellKnown(columns, ANSWER_START_NAMES);
  return {
    kind: "question-answering",
    columns: {
      question: question!.name,
      context: context!.name,
      answers: answers!.name,
      ...(start && answers!.type !== "nested" && { answer_start: start.name }),
    },
    notes: [],
  };
}

/** Whether answers are parts of their contexts, and not yes and no or texts of their own. */
function answersStandIn({ rows }: Brought, context: Column, { name, type }: Column): boolean {
  if (type === "nested" || type === "list") return true;
  if (type !== "text") return false;
  const within = rows.filter(({ cells }) => String(cells.get(context.name)).includes(String(cells.get(name))));
  return within.length > rows.length / 2;
}

/** Words and their tags. Null where nobody asked for them and they are not both there. */
export function tagsIn(columns: readonly Column[], { kind, text, label, labelNames }: LayoutOptions): Layout | null {
  const tokens = text ? columnNamed(columns, text, "--text") : wellKnown(columns, TOKEN_NAMES);
  const rest = columns.filter((column) => column !== tokens);
  const tags = label ? columnNamed(columns, label[0]!, "--label") : wellKnown(rest, TAG_NAMES);
  if (kind === undefined && (tokens === undefined || tags === undefined || (text ?? label) !== undefined)) return null;
  if (tokens === undefined || tags === undefined)
    throw new CliError(
      `tags have a column of words (--text) and one of tags (--label): no column is known to hold ${tokens === undefined ? "words" : "tags"}`,
    );
  if (tokens.type === "text" && tokens.words <= 1)
    throw new CliError(
      `${tokens.name} has one word a row: a row must be a sentence, as a list of words and a list of tags, or CoNLL with blank lines between sentences`,
    );
  if (
    tags.type === "list" &&
    labelNames === undefined &&
    tags.classNames === undefined &&
    [...tags.values.keys()].every((cell) => /^[\s[\],\d"]*$/.test(cell))
  )
    throw new CliError(
      `${tags.name} holds numbers, and the file does not say which tags they stand for: --label-names names them, 0 first`,
    );
  return {
    kind: "tagging",
    columns: { tokens: tokens.name, tags: tags.name },
    notes: tokens.type === "text" ? [`${tokens.name} and ${tags.name} are cut at blanks`] : [],
  };
}

/** Where nobody said what the columns are: a tag a row has a word a row beside it. */
export function refuseWordsAsRows(columns: readonly Column[], { kind, label }: LayoutOptions): void {
  if ((kind ?? label) !== undefined) return;
  const tags = columns.find(
    ({ type, values }) => type === "text" && values.has("O") && [...values.keys()].every(isTag),
  );
  if (tags !== undefined)
    throw new CliError(
      `${tags.name} has one tag a row: a row must be a sentence, as a list of words and a list of tags, or CoNLL with blank lines between sentences`,
    );
}
