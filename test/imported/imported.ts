/** A folder through `retort import`, as its user starts it. */
import { basename, join } from "node:path";
import { referenceRows } from "../../cli/artefact/reference-rows.ts";
import { KINDS } from "../../eval/kinds/index.ts";
import type { Card } from "../../r2-assets/format/card.ts";
import type { SuiteTask } from "../../r2-assets/format/names.ts";
import type { Encoding, TextTokenizer } from "../../r2-assets/format/tokenizer.ts";
import { type ReferenceLogits, readReferenceLogits } from "../../trainer/tasks/reference-logits.ts";
import { runRetort } from "../fixtures/run-retort.ts";

/** What `--json` says, and where it was. */
export interface Imported {
  source: string;
  id: string;
  folder: string;
  task: SuiteTask;
  labels: string[];
  model_class: string;
  max_length: number;
  parameters: number;
}

export async function importFolder(source: string, out: string): Promise<Imported> {
  const { code, stdout, stderr } = await runRetort(["import", source, "--id", basename(source), "--out", out, "--json"])
    .ended;
  if (code !== 0) throw new Error(`${source}: ${stderr}`);
  return { source, ...(JSON.parse(stdout) as Omit<Imported, "source">) };
}

export async function readReference({ folder, task, labels }: Imported): Promise<ReferenceLogits[]> {
  const reading = await readReferenceLogits(folder, { task, labels });
  if (reading.kind !== "read") throw new Error(`${join(folder)} has no reference`);
  return reading.rows;
}

/** Of each row what the model is run on. */
export function encodingsOf(
  card: Card,
  reference: readonly ReferenceLogits[],
  tokenizer: TextTokenizer,
): Pick<Encoding, "ids" | "typeIds">[][] {
  const { kind, rows } = referenceRows(card.task as SuiteTask, reference);
  const { answerer } = KINDS[kind];
  return rows.map((row) => [...answerer.ask(row as never, tokenizer, card, {}).encodings]);
}
