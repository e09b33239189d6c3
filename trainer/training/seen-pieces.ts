import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { sha256 } from "../../r2-assets/format/digest.ts";
import { createTokenizer } from "../../r2-assets/format/tokenizer.ts";
import { missingFile } from "../data/missing-file.ts";
import type { TransferEntry } from "../data/transfer/entry.ts";
import { transferFiles } from "../data/transfer/files-like.ts";
import { loadTransfer } from "../data/transfer/load-transfer.ts";
import { replaceFile } from "../files/replace-file.ts";
import type { Tokenizers, TrainingTask } from "../tasks/task.ts";
import type { Workplace } from "./workplace.ts";

/** Changes when counts of older code must not be read. */
const FORMAT = 1;

/** Changes when a rule makes other texts. */
const RULES_FORMAT = 1;

/** No text is cut: half of it, what a question may have of a window, is still a number. */
const ANY_LENGTH = 2 ** 30;

/**
 * How often each piece of a tokenizer occurs in a task's training rows and in its unlabelled texts, all of them whatever a recipe's
 * limits, so that its recipes agree: `counts[id]`. Counted once for the same files and tokenizer, kept in `where.pieces`.
 */
export async function seenPieces(
  task: TrainingTask,
  transfer: readonly TransferEntry[],
  tokenizerJson: string,
  where: Workplace,
  log: (line: string) => void,
): Promise<number[]> {
  const files = [...task.files, ...(await transferFiles(where.data, transfer))];
  const digests = await Promise.all(files.map((file) => digestOf(where.data, file)));
  const made = transfer.filter((entry) => typeof entry !== "string"); // keys from before there were any stay
  const known = [FORMAT, task.name, files, digests, await sha256(tokenizerJson)];
  const key = await sha256(JSON.stringify([...known, ...(made.length > 0 ? [RULES_FORMAT, made] : [])]));
  const path = join(where.pieces, `seen-${key.slice(0, 12)}.json`);
  const counted = await readFile(path, "utf8").catch(() => null);
  if (counted !== null) return JSON.parse(counted) as number[];

  log(`counting the pieces of ${files.length} files`);
  const student = createTokenizer(JSON.parse(tokenizerJson), { maxLength: ANY_LENGTH });
  const tokenizers: Tokenizers = { student, teacher: null };
  const counts = new Array<number>(student.largest.id + 1).fill(0);
  const count = ({ ids }: { ids: ArrayLike<number> }) => {
    for (let i = 0; i < ids.length; i++) counts[ids[i]!]!++;
  };
  const { train } = await task.load(where.data, tokenizers, { train: null, dev: 0 });
  train.forEach(count);
  if (transfer.length > 0) {
    const texts = await loadTransfer(where.data, transfer, {
      asks: task,
      limit: null,
      devLimit: null,
      judgedBy: task.judgedBy,
      inputOf: (text) => task.inputOf(text, tokenizers),
      log,
    });
    texts.train.forEach(count);
    texts.dev.forEach(count);
  }
  await replaceFile(path, JSON.stringify(counts));
  return counts;
}

async function digestOf(folder: string, file: string): Promise<string> {
  const path = join(folder, file);
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash).catch((error: NodeJS.ErrnoException) => {
    throw missingFile(path, file, error);
  });
  return hash.digest("hex");
}
