import { join } from "node:path";
import * as z from "zod";
import { conllItems } from "../../../eval/readers/formats/conll.ts";
import { squadItems } from "../../../eval/readers/formats/squad-json.ts";
import { parseWithExactIds } from "../../../r2-assets/format/exact-json.ts";
import { utf8 } from "../../files/gzip-text.ts";
import { missingFile } from "../missing-file.ts";
import { contentOf, type DataFile, readDataFile } from "../text/data-file.ts";

/** A text, a pair, words, or a question with its context; what else a line says, a label or an answer above all, is not read. */
const Line = z.union([
  z.object({ id: z.string().optional(), text_a: z.string(), text_b: z.string().optional() }),
  z.object({ id: z.string().optional(), tokens: z.array(z.string().min(1)).min(1) }),
  z.object({ id: z.string().optional(), question: z.string(), context: z.string() }),
]);
type Line = z.infer<typeof Line>;
/** `label`: of a text that was made, what it is by its rule. */
export type TransferText = Line & { id: string; label?: string };

/** Reads a file as it lies. Throws with one sentence where it cannot be read. */
export async function readTransferFile(folder: string, file: string): Promise<DataFile> {
  const path = join(folder, file);
  return readDataFile(path).catch((error: NodeJS.ErrnoException) => {
    throw missingFile(path, file, error);
  });
}

/** Its content. Throws with one sentence where it is damaged. */
export function utf8Of(file: DataFile): string {
  try {
    return utf8(contentOf(file));
  } catch (error) {
    throw new Error(`${file.path}: ${(error as Error).message}`);
  }
}

/** Its texts with the lines that they begin in. Throws with one sentence where one is none. */
export function* textsIn(file: DataFile): Generator<{ line: number; text: TransferText }> {
  const content = utf8Of(file);
  const read = file.path.includes(".conll") ? sentencesIn : /\.json(\.gz)?$/.test(file.path) ? questionsIn : linesIn;
  for (const { line, text } of read(content)) {
    if (typeof text === "string") throw new Error(`${file.path}, ${text}`);
    yield { line, text: { ...text, id: text.id ?? `transfer-${line}` } };
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
      const read = Line.safeParse({ question, context }).data;
      yield { line, text: read ?? `question ${line}: question and context must be texts` };
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
