import { join } from "node:path";
import { readSuite } from "../../../eval/readers/read-suite.ts";
import { rowComplaint } from "../../../eval/readers/row-reader.ts";
import { SUITES, type SuiteDescription } from "../../../eval/suites/index.ts";
import type { Row } from "../../../r2-assets/format/rows.ts";
import { contentOf, type DataFile, readDataFile } from "./data-file.ts";
import type { EvaluationText } from "./gram-index.ts";

export interface EvaluationFile extends DataFile {
  suite: SuiteDescription;
}

/**
 * The files of the suites that models are judged on, all that come with Retort unless given. Throws with one sentence when one cannot be read: what is missing
 * could not be kept out of the training text, and scores on it would say nothing.
 */
export function readEvaluationFiles(
  folder: string,
  suites: readonly SuiteDescription[] = Object.values(SUITES),
): Promise<EvaluationFile[]> {
  const read = async (suite: SuiteDescription) => {
    const path = join(folder, suite.file);
    const file = await readDataFile(path).catch((error: NodeJS.ErrnoException) => {
      throw new Error(
        `cannot read ${path} (${error.code}), so the texts of ${suite.id} cannot be kept out of the training text; --data names the folder that holds the files of all suites`,
      );
    });
    return { ...file, suite };
  };
  return Promise.all(suites.map(read));
}

/** Every text that a model is asked about, once a suite. Throws with one sentence when a file is damaged. */
export function* evaluationTexts(files: Iterable<EvaluationFile>): Generator<EvaluationText> {
  for (const file of files) {
    const read = readSuite(file.suite, contentOf(file).toString("utf8"));
    if (read.kind === "refused") throw new Error(`${file.path}: ${rowComplaint(read.errors[0])}`);
    for (const text of new Set(read.rows.flatMap(textsOf))) yield { suite: file.suite.id, text };
  }
}

/** What of a row a model reads. */
export function textsOf(row: Row): string[] {
  if ("tokens" in row) return [row.tokens.join(" ")];
  if ("context" in row) return [row.question, row.context];
  if ("texts" in row) return row.texts.flat();
  return row.text_b === undefined ? [row.text_a] : [row.text_a, row.text_b];
}
