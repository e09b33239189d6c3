/** Unlabelled texts for distillation on a task, without those that a model is judged by. */
import { createHash } from "node:crypto";
import { join } from "node:path";
import * as z from "zod";
import { conllItems } from "../../../eval/readers/formats/conll.ts";
import { squadItems } from "../../../eval/readers/formats/squad-json.ts";
import type { SuiteDescription } from "../../../eval/suites/index.ts";
import { parseWithExactIds } from "../../../r2-assets/format/exact-json.ts";
import { utf8 } from "../../files/gzip-text.ts";
import { answeredRows } from "../answers/answered-rows.ts";
import type { TeacherAnswers } from "../answers/teacher-answers.ts";
import { missingFile } from "../missing-file.ts";
import { spread } from "../spread.ts";
import { contentOf, readDataFile } from "../text/data-file.ts";
import { evaluationTexts, readEvaluationFiles } from "../text/evaluation-files.ts";
import { filesLike } from "./files-like.ts";
import { type KnownTexts, knownTexts } from "./known-texts.ts";

/** A text, a pair, words, or a question with its context; what else a line says, a label or an answer above all, is not read. */
const Line = z.union([
  z.object({ id: z.string().optional(), text_a: z.string(), text_b: z.string().optional() }),
  z.object({ id: z.string().optional(), tokens: z.array(z.string().min(1)).min(1) }),
  z.object({ id: z.string().optional(), question: z.string(), context: z.string() }),
]);
type Line = z.infer<typeof Line>;
export type TransferText = Line & { id: string };

export interface TransferData<Input> {
  train: Input[];
  dev: Input[];
  /** Lines. */
  read: number;
  /** Of these: an evaluation split has them, or they were there before. */
  leftOut: number;
  /** Ids of others that are left out: the teacher did not answer them. */
  unanswered: readonly string[];
  /** Of the texts' files, the evaluation files and the limit. */
  sha256: string;
}

export interface LoadTransferOptions<Input> {
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
 * Left out is what a suite has, word for word or by 13 words in a row, and every repetition. Throws with one sentence when a file is missing or damaged, the suites' among them, or
 * nothing is left.
 */
export async function loadTransfer<Input>(
  folder: string,
  names: readonly string[],
  { limit, devLimit, answers = null, judges, inputsOf, log }: LoadTransferOptions<Input>,
): Promise<TransferData<Input>> {
  const files = await filesLike(folder, names);
  const read = await Promise.all(files.map((file) => readFileOf(folder, file)));
  const evaluation = await readEvaluationFiles(folder, judges);
  const known = knownTexts(evaluationTexts(evaluation));
  const all = toldApart(read.map((file) => [...textsIn(utf8Of(file), file.path)]));
  const { kept, report } = unseen(all, known);
  log(report);
  refuseSameIds(kept, names);
  const { answered, unanswered } = answeredRows(kept, answers);

  const isHeld = heldOut(answered);
  const held = answered.filter((_, i) => isHeld[i]);
  const rest = answered.filter((_, i) => !isHeld[i]);
  const pick = (texts: readonly TransferText[], most: number | null) =>
    spread(texts.length, most ?? texts.length).flatMap((i) => inputsOf(texts[i]));
  const [train, dev] = [pick(rest, limit), pick(held, Math.min(DEV_TEXTS, devLimit ?? DEV_TEXTS))];
  if (train.length === 0 || dev.length === 0)
    throw new Error(`${names.join(", ")}: of ${all.length} texts too few are left to learn from and to be judged by`);
  return {
    train,
    dev,
    read: all.length,
    leftOut: all.length - kept.length,
    unanswered,
    sha256: digestOf([limit, [...read, ...evaluation].map((file) => file.sha256)]),
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

async function readFileOf(folder: string, file: string) {
  const path = join(folder, file);
  return readDataFile(path).catch((error: NodeJS.ErrnoException) => {
    throw missingFile(path, file, error);
  });
}

function utf8Of(file: Awaited<ReturnType<typeof readFileOf>>): string {
  try {
    return utf8(contentOf(file));
  } catch (error) {
    throw new Error(`${file.path}: ${(error as Error).message}`);
  }
}

/** All files' texts. An id that several files have gets the file's number in front. */
function toldApart(files: readonly TransferText[][]): TransferText[] {
  const holder = new Map<string, number>();
  const shared = new Set<string>();
  for (const [file, texts] of files.entries())
    for (const { id } of texts) {
      if ((holder.get(id) ?? file) !== file) shared.add(id);
      holder.set(id, file);
    }
  return files.flatMap((texts, file) =>
    texts.map((text) => (shared.has(text.id) ? { ...text, id: `${file}/${text.id}` } : text)),
  );
}

function* textsIn(content: string, path: string): Generator<TransferText> {
  const read = path.includes(".conll") ? sentencesIn : /\.json(\.gz)?$/.test(path) ? questionsIn : linesIn;
  for (const { line, text } of read(content)) {
    if (typeof text === "string") throw new Error(`${path}, ${text}`);
    yield { ...text, id: text.id ?? `transfer-${line}` };
  }
}

/** A text, or which line is wrong and why; and the line that it begins in. */
type Read = { line: number; text: Line | string };

const FORMS =
  'a text is {"text_a": "…"}, of a pair with text_b beside it, of words {"tokens": ["…"]}, a question {"question": "…", "context": "…"}';

function* linesIn(content: string): Generator<Read> {
  for (const [i, json] of content.split("\n").entries()) {
    const line = i + 1;
    if (json.trim() !== "") yield { line, text: Line.safeParse(jsonOf(json)).data ?? `line ${line}: ${FORMS}` };
  }
}

function* sentencesIn(content: string): Generator<Read> {
  for (const item of conllItems(content))
    yield { line: item.line, text: "problem" in item ? item.problem : { tokens: (item.value as Tagged).tokens } };
}

/** Their ids are their places: some sets give many questions one id. */
function* questionsIn(content: string): Generator<Read> {
  for (const item of squadItems(content)) {
    const { line } = item;
    if ("problem" in item) yield { line, text: item.problem };
    else {
      const { question, context } = item.value as Record<string, unknown>;
      yield {
        line,
        text: Line.safeParse({ question, context }).data ?? `question ${line}: question and context must be texts`,
      };
    }
  }
}

type Tagged = { tokens: string[] };

function jsonOf(line: string): unknown {
  try {
    return parseWithExactIds(line);
  } catch {
    return null;
  }
}

/** A teacher's outputs are found by id. */
function refuseSameIds(texts: readonly TransferText[], files: readonly string[]): void {
  const ids = new Set<string>();
  for (const { id } of texts) {
    if (ids.has(id)) throw new Error(`${files.join(", ")}: two texts have the id ${id}`);
    ids.add(id);
  }
}

function partsOf(row: TransferText): readonly (string | undefined)[] {
  if ("tokens" in row) return row.tokens;
  return "question" in row ? [row.question, row.context] : [row.text_a, row.text_b];
}

/** What no suite has, each text once. */
function unseen(texts: readonly TransferText[], known: KnownTexts): { kept: TransferText[]; report: string } {
  const hits = new Map<string, number>();
  const before = new Set<string>();
  let repeated = 0;
  const kept = texts.filter((row) => {
    const parts = partsOf(row);
    const [text, second] = "tokens" in row ? [row.tokens.join(" ")] : [parts[0]!, parts[1]]; // as `evaluationTexts` has words
    const suite = known(text) ?? (second === undefined ? undefined : known(second));
    if (suite !== undefined) hits.set(suite, (hits.get(suite) ?? 0) + 1);
    const key = JSON.stringify(parts);
    const again = before.has(key);
    before.add(key);
    if (again && suite === undefined) repeated++;
    return suite === undefined && !again;
  });
  const bySuite = [...hits].sort(([, a], [, b]) => b - a).map(([suite, count]) => `${suite} ${count}`);
  const shared = [...hits.values()].reduce((sum, count) => sum + count, 0);
  return {
    kept,
    report: `left out ${shared} of ${texts.length} texts that evaluation splits have, too${bySuite.length > 0 ? ` (${bySuite.join(", ")})` : ""}, and ${repeated} repetitions`,
  };
}
