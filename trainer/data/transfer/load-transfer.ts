/** Unlabelled texts for distillation on a task, without those that a model is judged by. */
import { createHash } from "node:crypto";
import { join } from "node:path";
import * as z from "zod";
import { parseWithExactIds } from "../../../r2-assets/format/exact-json.ts";
import { utf8 } from "../../files/gzip-text.ts";
import { answeredRows } from "../answers/answered-rows.ts";
import type { TeacherAnswers } from "../answers/teacher-answers.ts";
import { missingFile } from "../missing-file.ts";
import { spread } from "../spread.ts";
import { contentOf, readDataFile } from "../text/data-file.ts";
import { evaluationTexts, readEvaluationFiles } from "../text/evaluation-files.ts";
import { type KnownTexts, knownTexts } from "./known-texts.ts";

/** A text or a pair; what else a line says, a label above all, is not read. */
const Line = z.object({ id: z.string().optional(), text_a: z.string(), text_b: z.string().optional() });
export type TransferText = z.infer<typeof Line> & { id: string };

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
  /** What a model reads of a text; null where the task cannot ask about it. */
  inputOf(text: TransferText): Input | null;
  log(line: string): void;
}

/** One text in so many is held out, and so many at most. */
const DEV_EVERY = 20;
const DEV_TEXTS = 2_000;

/**
 * Reads `files` (NDJSON, gzipped, `text_a` and perhaps `text_b` a line) under `folder`. Left out is what a suite has, word for word or by
 * 13 words in a row, and every repetition. Throws with one sentence when a file is missing or damaged, the suites' among them, or
 * nothing is left.
 */
export async function loadTransfer<Input>(
  folder: string,
  files: readonly string[],
  { limit, devLimit, answers = null, inputOf, log }: LoadTransferOptions<Input>,
): Promise<TransferData<Input>> {
  const read = await Promise.all(files.map((file) => readFileOf(folder, file)));
  const evaluation = await readEvaluationFiles(folder);
  const known = knownTexts(evaluationTexts(evaluation));
  const all = toldApart(read.map((file) => [...textsIn(utf8Of(file), file.path)]));
  const { kept, report } = unseen(all, known);
  log(report);
  refuseSameIds(kept, files);
  const { answered, unanswered } = answeredRows(kept, answers);

  const held = answered.filter((_, i) => i % DEV_EVERY === DEV_EVERY - 1);
  const rest = answered.filter((_, i) => i % DEV_EVERY !== DEV_EVERY - 1);
  const pick = (texts: readonly TransferText[], most: number | null) =>
    spread(texts.length, most ?? texts.length).flatMap((i) => inputOf(texts[i]) ?? []);
  const [train, dev] = [pick(rest, limit), pick(held, Math.min(DEV_TEXTS, devLimit ?? DEV_TEXTS))];
  if (train.length === 0 || dev.length === 0)
    throw new Error(`${files.join(", ")}: of ${all.length} texts too few are left to learn from and to be judged by`);
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
  let number = 0;
  for (const line of content.split("\n")) {
    number++;
    if (line.trim() === "") continue;
    const parsed = Line.safeParse(jsonOf(line));
    if (!parsed.success)
      throw new Error(`${path}, line ${number}: a text is {"text_a": "…"}, of a pair with text_b beside it`);
    const { id = `transfer-${number}`, ...texts } = parsed.data;
    yield { id, ...texts };
  }
}

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

/** What no suite has, each text once. */
function unseen(texts: readonly TransferText[], known: KnownTexts): { kept: TransferText[]; report: string } {
  const hits = new Map<string, number>();
  const before = new Set<string>();
  let repeated = 0;
  const kept = texts.filter(({ text_a, text_b }) => {
    const suite = known(text_a) ?? (text_b === undefined ? undefined : known(text_b));
    if (suite !== undefined) hits.set(suite, (hits.get(suite) ?? 0) + 1);
    const key = JSON.stringify([text_a, text_b]);
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
