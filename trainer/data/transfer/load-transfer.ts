/** Unlabelled texts for distillation on a task, without those that a model is judged by. */
import { createHash } from "node:crypto";
import type { SuiteDescription } from "../../../eval/suites/index.ts";
import { answeredRows } from "../answers/answered-rows.ts";
import type { TeacherAnswers } from "../answers/teacher-answers.ts";
import { spread } from "../spread.ts";
import { evaluationTexts, readEvaluationFiles } from "../text/evaluation-files.ts";
import { type AskedTexts, entryName, type TransferEntry } from "./entry.ts";
import { knownTexts } from "./known-texts.ts";
import { openSources, type TransferSource } from "./open-sources.ts";
import type { TransferText } from "./read-texts.ts";
import { textDigest } from "./text-digest.ts";
import { unseen } from "./unseen.ts";

export type { TransferText } from "./read-texts.ts";

export interface TransferData<Input> {
  train: Input[];
  dev: Input[];
  /** Texts: lines, and those that were made. */
  read: number;
  /** Of these: an evaluation split has them, or they were there before. */
  leftOut: number;
  /** Ids of others that are left out: the teacher did not answer them. */
  unanswered: readonly string[];
  /** Where they are from, in the order of the entries. */
  sources: TransferSource[];
  /** Of the texts' files, of texts that were made, of the evaluation files and of the limit. */
  sha256: string;
}

export interface LoadTransferOptions<Input> {
  /** The task, which refuses texts of another shape. */
  asks: AskedTexts;
  /** So many texts of train, spread evenly; null takes all. */
  limit: number | null;
  devLimit: number | null;
  /** Where a teacher is there by its answers: only what has one is taken. */
  answers?: TeacherAnswers | null;
  /** What no text may repeat; all suites that come with Retort unless given. */
  judges?: readonly SuiteDescription[] | undefined;
  /** What a model reads of a text, of a long context in several parts; nothing where the task cannot ask about it. */
  inputsOf(text: TransferText): readonly Input[];
  log(line: string): void;
}

/** One text in so many is held out, of questions one context with all of its own, and so many at most. */
const DEV_EVERY = 20;
const DEV_TEXTS = 2_000;

/**
 * Reads the files of such names (`filesLike`) under `folder`: NDJSON, gzipped where it is called `.gz`, `text_a` and perhaps `text_b`, or `tokens`, or `question` and `context`, a line; CoNLL, whose tags are not read; or SQuAD's JSON, whose answers are not.
 * Makes what shall be made by a rule. Left out is what a suite has, word for word or by 13 words in a row, and every repetition. Throws with one sentence when a file is missing or damaged, the
 * suites' among them, when a text has another shape than the task's, or nothing is left.
 */
export async function loadTransfer<Input>(
  folder: string,
  entries: readonly TransferEntry[],
  { asks, limit, devLimit, answers = null, judges, inputsOf, log }: LoadTransferOptions<Input>,
): Promise<TransferData<Input>> {
  const evaluation = await readEvaluationFiles(folder, judges);
  const known = knownTexts(evaluationTexts(evaluation));
  const opened = await openSources(folder, entries, { asks, judges, known, log });
  const all = toldApart(opened.map(({ texts }) => texts));
  const { isNew, report } = unseen(all, known);
  log(report);
  const kept = all.filter((_, i) => isNew[i]);
  const names = entries.map(entryName).join(", ");
  refuseSameIds(kept, names);
  const { answered, unanswered } = answeredRows(kept, answers);
  if (answers !== null) refuseOtherTexts(answered, answers);

  const isHeld = heldOut(answered);
  const held = answered.filter((_, i) => isHeld[i]);
  const rest = answered.filter((_, i) => !isHeld[i]);
  const pick = (texts: readonly TransferText[], most: number | null) =>
    spread(texts.length, most ?? texts.length).flatMap((i) => inputsOf(texts[i]));
  const [train, dev] = [pick(rest, limit), pick(held, Math.min(DEV_TEXTS, devLimit ?? DEV_TEXTS))];
  if (train.length === 0 || dev.length === 0)
    throw new Error(`${names}: of ${all.length} texts too few are left to learn from and to be judged by`);
  let end = 0;
  return {
    train,
    dev,
    read: all.length,
    leftOut: all.length - kept.length,
    unanswered,
    sources: opened.map(({ source, texts }) => {
      const start = end;
      end += texts.length;
      return { ...source, left_out: isNew.slice(start, end).filter((kept) => !kept).length };
    }),
    sha256: digestOf([limit, [...opened, ...evaluation].map((file) => file.sha256)]),
  };
}

const digestOf = (value: unknown) => createHash("sha256").update(JSON.stringify(value)).digest("hex");

/** Whether each text is held out. */
function heldOut(texts: readonly TransferText[]): boolean[] {
  const contexts = new Map<string, number>();
  return texts.map((text, i) => {
    if ("context" in text && !contexts.has(text.context)) contexts.set(text.context, contexts.size);
    const place = "context" in text ? contexts.get(text.context)! : i;
    return place % DEV_EVERY === DEV_EVERY - 1;
  });
}

/** All sources' texts. An id that several have gets the source's number in front. */
function toldApart(sources: readonly (readonly TransferText[])[]): TransferText[] {
  const holder = new Map<string, number>();
  const shared = new Set<string>();
  for (const [source, texts] of sources.entries())
    for (const { id } of texts) {
      if ((holder.get(id) ?? source) !== source) shared.add(id);
      holder.set(id, source);
    }
  return sources.flatMap((texts, source) =>
    texts.map((text) => (shared.has(text.id) ? { ...text, id: `${source}/${text.id}` } : text)),
  );
}

/** A rule that was changed gives an id to another text, and a file that was cut or sorted does. */
function refuseOtherTexts(texts: readonly TransferText[], answers: TeacherAnswers): void {
  const other = texts.find((text) => !answers.isOf(text.id, () => textDigest(text)));
  if (other === undefined) return;
  const { file } = answers.sources[answers.sourceOf(other.id)];
  throw new Error(`${file} answers another text of the id ${other.id}: rule or data have changed since`);
}

/** A teacher's outputs are found by id. */
function refuseSameIds(texts: readonly TransferText[], names: string): void {
  const ids = new Set<string>();
  for (const { id } of texts) {
    if (ids.has(id)) throw new Error(`${names}: two texts have the id ${id}`);
    ids.add(id);
  }
}
