import { readFile } from "node:fs/promises";
import { KINDS } from "../../eval/kinds/index.ts";
import type { Kind } from "../../eval/kinds/kind.ts";
import { readSuite } from "../../eval/readers/read-suite.ts";
import type { SUITES } from "../../eval/suites/index.ts";
import { kindOf } from "../../r2-assets/format/suite.ts";
import { spread } from "../../trainer/data/spread.ts";
import { gzipText } from "../../trainer/files/gzip-text.ts";

/** What a model is asked: a text, or two, or a question about a context; or a text's words. */
export type SuiteInput = { text: string; pair?: string } | { words: string[] };

/** The inputs of a suite's file, or so many of them, evenly spread. Throws where the file cannot be read, or asks something else. */
export async function suiteInputs(
  suite: (typeof SUITES)[string],
  file: string,
  limit = Number.POSITIVE_INFINITY,
): Promise<SuiteInput[]> {
  const read = readSuite(suite, gzipText(await readFile(file)));
  if (read.kind === "refused") throw new Error(`${file} cannot be read`);
  const kind = KINDS[kindOf(suite)] as Kind;
  const inputs = read.rows.map((row): SuiteInput => {
    const { text_a, text_b, question = text_a, context = text_b, tokens } = kind.texts(row);
    if (tokens !== undefined) return { words: tokens };
    if (question === undefined) throw new Error(`${suite.id} asks about neither texts nor questions`);
    return context === undefined ? { text: question } : { text: question, pair: context };
  });
  return spread(inputs.length, Math.min(inputs.length, limit)).map((i) => inputs[i]!);
}
