import { createHash } from "node:crypto";
import { SUITES, type SuiteDescription } from "../../../eval/suites/index.ts";
import type { DataFile } from "../text/data-file.ts";
import { entryName, type MadeTexts, type TransferEntry } from "./entry.ts";
import { filesLike } from "./files-like.ts";
import type { KnownTexts } from "./known-texts.ts";
import type { AskedTexts } from "./load-transfer.ts";
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
  /** Paragraphs or questions of which none was made, as an evaluation split has their paragraph, or 13 words of it. */
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
  judgedBy: readonly SuiteDescription[] | undefined;
  known: KnownTexts;
  log(line: string): void;
}

/** The texts of all entries, a source a file and a source a rule. Throws with one sentence where one cannot be read or does not fit the task. */
export async function openSources(
  folder: string,
  entries: readonly TransferEntry[],
  options: OpenOptions,
): Promise<OpenedSource[]> {
  for (const entry of entries) if (typeof entry !== "string") refuseOtherShape(entry, options.asks);
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
    const given = "text_b" in text && text.text_b !== undefined ? 2 : 1;
    if (asks.texts !== null && asks.texts !== given)
      throw new Error(
        `${file.path}, line ${line}: ${SHAPES[given].one}, but ${asks.name} asks about ${SHAPES[asks.texts].several}`,
      );
    texts.push(text);
  }
  return { source: { from: name, texts: texts.length }, texts, sha256: file.sha256 };
}

const SHAPES = {
  1: { one: "a single text", several: "single texts" },
  2: { one: "a pair", several: "pairs" },
} as const;

/** Throws with one sentence where a rule makes pairs and the task asks about single texts, or the other way round. */
export function refuseOtherShape({ rule }: MadeTexts, { name, texts }: AskedTexts): void {
  const made = RULES[rule].texts;
  if (texts !== null && texts !== made)
    throw new Error(`the rule ${rule} makes ${SHAPES[made].several}, but ${name} asks about ${SHAPES[texts].several}`);
}

async function makeSource(
  entry: MadeTexts,
  names: readonly string[],
  files: readonly DataFile[],
  { judgedBy = Object.values(SUITES), known, log }: OpenOptions,
): Promise<OpenedSource> {
  const suite = judgedBy.find(({ file }) => names.includes(file));
  if (suite !== undefined)
    throw new Error(`${suite.file} is what models are judged by (${suite.id}): no text is made of it`);
  const { texts, passages, known: left } = await makeTexts(files, entry, (text) => known(text) !== undefined);
  const of = RULES[entry.rule].of;
  log(
    `made ${texts.length} texts by ${entryName(entry)}: of ${passages} ${of} ${left} are left out, whose paragraph an evaluation split has, or 13 words of it in a row`,
  );
  return {
    source: { from: entry, texts: texts.length, passages_left_out: left },
    texts,
    sha256: createHash("sha256").update(JSON.stringify(texts)).digest("hex"),
  };
}
