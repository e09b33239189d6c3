import { createTokenizer } from "../../r2-assets/format/tokenizer.ts";
import type { TrainingTask } from "../tasks/task.ts";

export interface RowLengths {
  task: string;
  /** Training inputs. */
  rows: number;
  /** Mean pieces an input, special tokens aside. */
  own: number;
  teacher: number;
  /** Own over teacher's: how much longer the student's inputs are. */
  increase: number;
}

/** No text is cut: half of it, what a question may have of a window, is still a number. */
const ANY_LENGTH = 2 ** 30;

export const rowLengths = (task: string, own: MeanLength, teacher: MeanLength): RowLengths => ({
  task,
  rows: own.rows,
  own: own.pieces,
  teacher: teacher.pieces,
  increase: own.pieces / teacher.pieces,
});

export interface MeanLength {
  rows: number;
  pieces: number;
}

/**
 * How long a task's training rows are, as a tokenizer cuts them, the content of a `tokenizer.json`. Throws with one sentence when a
 * file of the task is missing or damaged.
 */
export async function meanLength(task: TrainingTask, folder: string, tokenizerJson: unknown): Promise<MeanLength> {
  const student = createTokenizer(tokenizerJson, { maxLength: ANY_LENGTH });
  const around = new Set(student.encode("").ids);
  const { train } = await task.load(folder, { student, teacher: null }, { train: null, dev: 0 });
  let pieces = 0;
  for (const { ids } of train) for (let i = 0; i < ids.length; i++) if (!around.has(ids[i]!)) pieces++;
  return { rows: train.length, pieces: pieces / train.length };
}
