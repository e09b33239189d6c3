import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Command } from "commander";
import { ensureMiniLm } from "../../trainer/data/pretrained.ts";
import { replaceFile } from "../../trainer/files/replace-file.ts";
import { TASKS } from "../../trainer/tasks/index.ts";
import { ownTaskIds } from "../../trainer/tasks/own/read-own-task.ts";
import {
  type LearntVocabulary,
  learnVocabulary,
  type VocabularyOrder,
} from "../../trainer/vocabulary/learn-vocabulary.ts";
import { LEARNT_BY_DEFAULT as usual } from "../../trainer/vocabulary/learn-word-pieces.ts";
import { CliError } from "../cli-error.ts";
import { wholeNumber } from "../options.ts";
import { giveReport, type ReportOptions, withReport } from "../report/report-files.ts";
import { vocabularyHooks } from "../vocabulary/progress.ts";
import { vocabularyReport } from "../vocabulary/vocabulary-report.ts";

interface VocabularyOptions extends ReportOptions {
  size: number;
  alphabet: number;
  minFrequency: number;
  maxWordLength: number;
  tasks: string[];
  teacher?: string;
  data: string;
  out?: string;
}

/** Those that small vocabularies are tried on. */
const MEASURED = ["sst2", "mrpc", "mnli", "snips"];

/** Ids are kept in two bytes where text is. */
const MOST_PIECES = 2 ** 16;

export default function vocabularyCommand(program: Command): void {
  const command = program
    .command("vocabulary")
    .description(
      "Learn a WordPiece vocabulary from text/*.txt.gz of the data folder, without what evaluation splits share with it, and write it as tokenizer.json: lower case, no accents, as MiniLM reads. The same text gives the same bytes.",
    )
    .option("--size <n>", "pieces, special tokens and characters among them", wholeNumber(6, MOST_PIECES), 4928)
    .option("--alphabet <n>", "keep so many characters, the most frequent ones", wholeNumber(1), usual.alphabetLimit)
    .option(
      "--min-frequency <n>",
      "merge what stands side by side so often at least",
      wholeNumber(1),
      usual.minFrequency,
    )
    .option("--max-word-length <n>", "longer words are unknown, in characters", wholeNumber(1), usual.maxWordLength)
    .option("--tasks <names...>", "measure how much longer these tasks' training rows are", MEASURED)
    .option("--no-tasks", "measure no task")
    .option("--teacher <file>", "compare with this tokenizer.json; that of all-MiniLM-L6-v2 unless given")
    .option("--data <dir>", "data sets, as text/wikipedia-en-sample.txt.gz", "data")
    .option("--out <dir>", "where tokenizer.json is put; out/vocabulary/<size> unless given");
  withReport(command).action(vocabulary);
}

async function vocabulary(options: VocabularyOptions): Promise<void> {
  const { size, alphabet, minFrequency, maxWordLength } = options;
  const data = resolve(options.data);
  const tasks = await knownTasks(options.tasks || [], data);
  const teacher = await teacherFile(options.teacher);
  const asked = { size, alphabetLimit: alphabet, minFrequency, maxWordLength };
  const { tokenizer, figures } = await learn({ data, teacher, tasks, ...asked });
  const file = join(options.out ?? join("out", "vocabulary", `${size}`), "tokenizer.json");
  await replaceFile(file, `${JSON.stringify(tokenizer)}\n`).catch((error: NodeJS.ErrnoException) => {
    throw new CliError(`${file} cannot be written (${error.code ?? error.message})`);
  });
  await giveReport(vocabularyReport(figures, asked, file), options);
}

async function learn(order: VocabularyOrder): Promise<LearntVocabulary> {
  const { hooks, stop } = vocabularyHooks(order);
  try {
    return await learnVocabulary(order, hooks);
  } catch (error) {
    throw new CliError((error as Error).message); // one sentence on what of the data or the order cannot be used
  } finally {
    stop();
  }
}

async function knownTasks(names: readonly string[], data: string): Promise<readonly string[]> {
  const known = [...TASKS.map(({ name }) => name), ...(await ownTaskIds(data))];
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new CliError(`there is no task ${unknown}: there are ${known.join(", ")}`);
  return [...new Set(names)];
}

async function teacherFile(path: string | undefined): Promise<unknown> {
  const log = (line: string) => console.error(line);
  const file = path ?? join(await ensureMiniLm(log).catch(asCliError), "tokenizer.json");
  try {
    return JSON.parse(await readFile(file, "utf8"));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new CliError(code === undefined ? `${file} is no JSON` : `cannot read ${file} (${code})`);
  }
}

const asCliError = (error: Error): never => {
  throw new CliError(error.message);
};
