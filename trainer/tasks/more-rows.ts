/** Labelled rows from further files than a task's own, without those that its models are judged by. */

import type { SourceItem } from "../../eval/readers/formats/source-item.ts";
import { squadItems } from "../../eval/readers/formats/squad-json.ts";
import { readItems, readSuite } from "../../eval/readers/read-suite.ts";
import { SUITES, type SuiteDescription } from "../../eval/suites/index.ts";
import type { RowKind, RowOf } from "../../r2-assets/format/rows.ts";
import { evaluationTexts, readEvaluationFiles, textsOf } from "../data/text/evaluation-files.ts";
import { type KnownTexts, knownTexts } from "../data/transfer/known-texts.ts";
import type { Learning } from "./learning.ts";
import type { RowsOfFiles } from "./read-files.ts";
import { readRows } from "./read-rows.ts";
import type { Splits } from "./read-splits.ts";
import type { MoreFile } from "./task.ts";

/** Whose rows these become. */
interface Receiver<K extends RowKind> extends Pick<Learning<K>, "unfit"> {
  name: string;
  /** As whose training rows they are read. */
  suite: SuiteDescription;
  /** See `TrainingTask.judgedBy`. */
  judgedBy: readonly SuiteDescription[] | undefined;
}

/**
 * Reads files of a data folder as the receiver's training file is read: the same labels, and SQuAD's JSON where that is one. Left out
 * is what teaches nothing, what a suite has word for word or by 13 words in a row (as `loadTransfer` does it) and every repetition, of the receiver's own training rows
 * too. A suite whose file is among these judges no more: it is not compared with. `sha256` has the files of the suites that are, too.
 * Throws with one sentence where a file is missing, damaged, has a row that does not fit, or gives no row.
 */
export async function readMore<K extends RowKind>(
  folder: string,
  names: readonly string[],
  { name, suite, judgedBy = Object.values(SUITES), unfit }: Receiver<K>,
  { train, dev }: Splits<K>,
): Promise<RowsOfFiles<K> & { files: MoreFile[] }> {
  if (names.length === 0) return { rows: [], sha256: [], files: [] };
  const judges = judgedBy.filter(({ file }) => !names.includes(file));
  const evaluation = await readEvaluationFiles(folder, judges);
  const judged = dev.rows.flat().flatMap((row) => textsOf(row).map((text) => ({ suite: suite.id, text })));
  const fault = faults(knownTexts([...judged, ...evaluationTexts(evaluation)]), train.rows.flat(), unfit);
  const ids = new Set(train.rows.flat().map(({ id }) => id));
  const [rows, sha256, files]: [RowOf[K][][], string[], MoreFile[]] = [[], [], []];
  for (const [i, file] of names.entries()) {
    const known = Object.values(SUITES).find((suite) => suite.file === file);
    const { ownIds, spellings } = known ?? suite;
    const description = { ...suite, ownIds, spellings, file, idPrefix: `${name.replace("/", "-")}-more-${i + 1}` };
    const read = await readRows<K>(folder, description, readLeniently);
    const leftOut = new Map<string, number>();
    const kept = read.rows.filter((row) => {
      const why = fault(row);
      if (why !== null) leftOut.set(why, (leftOut.get(why) ?? 0) + 1);
      return why === null;
    });
    if (kept.length === 0)
      throw new Error(`more_rows: of ${read.rows.length} rows of ${file} none is left: ${told(leftOut)}`);
    rows.push(kept.map((row) => (ids.has(row.id) ? { ...row, id: `${i + 1}/${row.id}` } : row)));
    for (const { id } of rows.at(-1)!) ids.add(id);
    sha256.push(read.sha256);
    files.push({ file, ...(known && { suite: known.id }), rows: kept.length, leftOut });
  }
  return { rows, sha256: [...sha256, ...evaluation.map((file) => file.sha256)], files };
}

/** How many rows are left out and why: `3 that an evaluation has, 1 without an answer`. */
export const told = (leftOut: MoreFile["leftOut"]): string =>
  [...leftOut].map(([why, count]) => `${count} ${why}`).join(", ");

/** Why a row is left out, null where it is not; to be asked once a row. */
function faults<K extends RowKind>(
  known: KnownTexts,
  own: readonly RowOf[K][],
  unfit: Learning<K>["unfit"],
): (row: RowOf[K]) => string | null {
  const keyOf = (row: RowOf[K]) => JSON.stringify("tokens" in row ? row.tokens : textsOf(row));
  const before = new Set(own.map(keyOf));
  return (row) => {
    const useless = unfit?.(row) ?? null;
    if (useless !== null) return useless;
    if (textsOf(row).some((text) => known(text) !== undefined)) return "that an evaluation has, too";
    const key = keyOf(row);
    if (before.has(key)) return "that repeat another";
    before.add(key);
    return null;
  };
}

/** As `readSuite`, but a question of SQuAD's JSON need not say that it has no answer. */
const readLeniently: typeof readSuite = (suite, text) =>
  suite.task === "question-answering" && !suite.file.includes(".jsonl")
    ? readItems("question-answering", sayingImpossible(squadItems(text)), suite)
    : readSuite(suite, text);

function* sayingImpossible(items: Iterable<SourceItem>): Generator<SourceItem> {
  for (const item of items) {
    const answers = "value" in item ? (item.value as { answers?: unknown }).answers : undefined;
    const none = Array.isArray(answers) && answers.every((answer) => answer?.text === "");
    yield none ? { ...item, value: { ...(item as { value: object }).value, is_impossible: true } } : item;
  }
}
