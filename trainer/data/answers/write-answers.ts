import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { replaceFile } from "../../files/replace-file.ts";

/** What a teacher said of a row or a text. */
export interface Answer {
  id: string;
  /** In the order of the task's labels. */
  logits: ArrayLike<number>;
  /** Of a text, whose id a rule gave: another version of the rule gives it to another text. */
  textSha256?: string;
}

/** Logits differ by more between two machines' float32. */
const DECIMALS = 3;
/** Of 16 bits: of a thousand other texts a hundredth of one would be taken for the same. */
const HEX_DIGITS = 4;

/**
 * Writes `answers` for `readAnswers`: NDJSON, gzipped where the file is called `.gz`. `model`: who answered, `id@version`; the first line says so for
 * all. Returns the file's bytes. Leaves what was there where writing fails.
 */
export async function writeAnswerFile(file: string, model: string, answers: Iterable<Answer>): Promise<number> {
  const lines = Array.from(answers, ({ id, logits, textSha256 }, i) =>
    JSON.stringify({
      id,
      ...(i === 0 && { model }),
      logits: Array.from(logits, (x) => Number(x.toFixed(DECIMALS))),
      ...(textSha256 !== undefined && { text_sha256: textSha256.slice(0, HEX_DIGITS) }),
    }),
  );
  const text = Buffer.from(`${lines.join("\n")}\n`);
  const bytes = file.endsWith(".gz") ? await promisify(gzip)(text, { level: 9 }) : text;
  await replaceFile(file, bytes);
  return bytes.byteLength;
}
