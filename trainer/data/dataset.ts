import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { readNdjson } from "../../eval/readers/read-suite.ts";
import { rowComplaint } from "../../eval/readers/row-reader.ts";
import { SUITES } from "../../eval/suites/index.ts";
import { sha256 } from "../../r2-assets/format/digest.ts";
import type { TextTokenizer } from "../../r2-assets/format/tokenizer.ts";

/** One labelled text, tokenised. */
export interface Example {
  id: string;
  text_a: string;
  text_b?: string;
  ids: number[];
  typeIds: number[];
  /** Index into the task's labels. */
  label: number;
}

export interface Split {
  examples: Example[];
  /** Of the file as it lies. */
  sha256: string;
}

const TASKS = Object.values(SUITES).flatMap(({ id, labels }) => (labels && /^glue\//.test(id) ? [id.slice(5)] : []));

/** The names of a task's labels in index order. Throws for a task that has no classification suite. */
export function labelsOf(task: string): readonly string[] {
  const labels = SUITES[`glue/${task}`]?.labels;
  if (labels === undefined) throw new Error(`no task named ${task}; known: ${TASKS.join(", ")}`);
  return labels;
}

/**
 * Reads `glue/<task>/<split>.jsonl.gz` under `folder` and tokenises it.
 * Throws with one sentence when the file is missing, damaged or has a row that does not fit.
 */
export async function loadSplit(folder: string, task: string, split: string, tokenizer: TextTokenizer): Promise<Split> {
  const path = join(folder, "glue", task, `${split}.jsonl.gz`);
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    throw new Error(`cannot read ${path}: ${error.code}; --data names the folder that holds glue/${task}`);
  });
  const labels = labelsOf(task);
  const parsed = readNdjson("classification", unzip(bytes, path), { labels, idPrefix: `${task}-${split}` });
  if (parsed.kind === "refused") throw new Error(`${path}: ${rowComplaint(parsed.errors[0])}`);
  const examples = parsed.rows.map(({ label, ...row }) => {
    const { ids, typeIds } = tokenizer.encode(row.text_a, row.text_b);
    return { ...row, ids, typeIds, label: labels.indexOf(label) };
  });
  return { examples, sha256: await sha256(bytes) };
}

function unzip(bytes: Uint8Array, path: string): string {
  try {
    return gunzipSync(bytes).toString("utf8");
  } catch {
    throw new Error(`${path} is not a gzip file, or it is damaged`);
  }
}
