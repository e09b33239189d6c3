import { createHash } from "node:crypto";
import { SUITES, type SuiteDescription } from "../../../eval/suites/index.ts";
import type { DataFile } from "../text/data-file.ts";
import { type AskedTexts, entryName, type MadeTexts, otherRule, otherText, type TransferEntry } from "./entry.ts";
import { filesLike } from "./files-like.ts";
import type { KnownTexts } from "./known-texts.ts";
import { makeTexts } from "./made/make-texts.ts";
import { RULES } from "./made/rules.ts";
import { readTransferFile, type TransferText, textsIn } from "./read-texts.ts";

/** Where texts are from, as `training.json` has it. */
export interface TransferSource {
  /** A file, or how its texts were made. */
  from: string | MadeTexts;
  texts: number;
  /** Of these: an evaluation split has them, or they were there before. */
  left_out: number;
  /** Paragraphs, questions or pairs of which none was made, as an evaluation split has their text, or 13 words of it. */
  passages_left_out?: number;
}

export interface OpenedSource {
  source: Omit<TransferSource, "left_out">;
  texts: TransferText[];
  /** Of a file as it lies; of texts that were made, of them. */
  sha256: string;
}

interface OpenOptions {
  asks: AskedTexts;
  judges: readonly SuiteDescription[] | undefined;
  known: KnownTexts;
  log(line: string): void;
}

/** The texts of all entries, a source a file and a source a rule. Throws with one sentence where one cannot be read or does not fit the task. */
export async function openSources(
  folder: string,
  entries: readonly TransferEntry[],
  options: OpenOptions,
): Promise<OpenedSource[]> {
  const wrong = entries.map((entry) => otherRule(entry, options.asks)).find(Boolean);
  if (wrong !== undefined) throw new Error(wrong);
  const opened: OpenedSource[] = [];
  for (const entry of entries) {
    const files = await filesLike(folder, typeof entry === "string" ? [entry] : entry.from);
    const read = await Promise.all(files.map((file) => readTransferFile(folder, file)));
    if (typeof entry === "string") opened.push(...read.map((file, i) => readSource(file, files[i], options.asks)));
    else opened.push(await makeSource(entry, files, read, options));
  }
  return opened;
}

function readSource(file: DataFile, name: string, asks: AskedTexts): OpenedSource {
  const texts: TransferText[] = [];
  for (const { line, text } of textsIn(file)) {
    const given = "question" in text ? 0 : "text_b" in text && text.text_b !== undefined ? 2 : 1;
    const wrong = otherText(given, asks);
    if (wrong !== undefined) throw new Error(`${file.path}, line ${line}: ${wrong}`);
    texts.push(text);
  }
  return { source: { from: name, texts: texts.length }, texts, sha256: file.sha256 };
}

async function makeSource(
  entry: MadeTexts,
  names: readonly string[],
  files: readonly DataFile[],
  { judges = Object.values(SUITES), known, log }: OpenOptions,
): Promise<OpenedSource> {
  const suite = judges.find(({ file }) => names.includes(file));
  if (suite !== undefined)
    throw new Error(`${suite.file} is what models are judged by (${suite.id}): no text is made of it`);
  const { texts, passages, known: left } = await makeTexts(files, entry, (text) => known(text) !== undefined);
  const of = RULES[entry.rule].of;
  log(
    `made ${texts.length} texts by ${entryName(entry)}: of ${passages} ${of} ${left} are left out, whose text an evaluation split has, or 13 words of it in a row`,
  );
  return {
    source: { from: entry, texts: texts.length, passages_left_out: left },
    texts,
    sha256: createHash("sha256").update(JSON.stringify(texts)).digest("hex"),
  };
}
