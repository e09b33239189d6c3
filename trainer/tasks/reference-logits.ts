/**
 * `reference/dev-logits.ndjson`: what the trained tfjs model answered on dev, one line an example. It lies beside an
 * artefact in `out/` for `retort publish` to compare with, and is never published, since it holds texts.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import { iob2Labels, tagsOfLabels } from "../../eval/tags/label-tags.ts";
import type { Card } from "../../r2-assets/format/card.ts";
import type { SuiteTask } from "../../r2-assets/format/names.ts";
import { replaceFile } from "../files/replace-file.ts";

export const REFERENCE_FILE = "reference/dev-logits.ndjson";

const id = z.string().min(1);
const texts = { id, text_a: z.string(), text_b: z.string().optional() };
/**
 * In the card's label order, as the model had them before export, without padding: `[labels]`, of a model of tokens
 * `[tokens, labels]`, special tokens included, of one with slots `[tokens, slots]` behind the former; of a long context one window after
 * another.
 */
const logits = z.array(z.number()).min(1);

/** A dev example as its suite has it, gold by name, and the logits. */
const SCHEMAS = {
  "text-classification": z.strictObject({
    ...texts,
    gold: z.string(),
    slots: z.array(z.string()).optional(),
    logits,
  }),
  "multi-label-classification": z.strictObject({ ...texts, gold: z.array(z.string()), logits }),
  "text-regression": z.strictObject({ ...texts, gold: z.number(), logits }),
  "token-classification": z.strictObject({ id, tokens: z.array(z.string()), gold: z.array(z.string()), logits }),
  /** `gold`: the answers; none where there is none. */
  "question-answering": z.strictObject({
    id,
    question: z.string(),
    context: z.string(),
    gold: z.array(z.string()),
    logits,
  }),
} satisfies Record<SuiteTask, z.ZodType>;

const OF_TOKENS: readonly SuiteTask[] = ["token-classification", "question-answering"];

export type ReferenceOf = { [T in SuiteTask]: z.infer<(typeof SCHEMAS)[T]> };
export type ReferenceLogits = ReferenceOf[SuiteTask];

export type ReferenceReading =
  | { kind: "read"; rows: ReferenceLogits[] }
  | { kind: "absent" }
  | { kind: "damaged"; reason: string };

/** Writes the file of an artefact's folder, one example after the other. */
export async function writeReferenceLogits(folder: string, rows: Iterable<ReferenceLogits>): Promise<void> {
  await replaceFile(join(folder, REFERENCE_FILE), Array.from(rows, (row) => `${JSON.stringify(row)}\n`).join(""));
}

/** Reads it back. Its rows are of the card's task, their gold is known to the card, and their logits have its width. */
export async function readReferenceLogits(
  folder: string,
  { task, labels, slots }: Pick<Card, "task" | "labels" | "slots">,
): Promise<ReferenceReading> {
  if (task === "feature-extraction") return { kind: "absent" }; // nothing here trains it
  const text = await readFile(join(folder, REFERENCE_FILE), "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT" && error.code !== "ENOTDIR") throw error;
  });
  if (text === undefined) return { kind: "absent" };
  const schema: z.ZodType<ReferenceLogits> = SCHEMAS[task];
  const rows: ReferenceLogits[] = [];
  const known = goldNames(task, labels);
  const ofTokens = OF_TOKENS.includes(task);
  const ofEach = slots ?? (ofTokens ? labels : []); // what a token's logits stand for
  const named = `${labels.length} labels${slots ? ` and ${slots.length} slots` : ""}`;
  const isWhole = (count: number) => {
    const rest = count - (ofTokens ? 0 : labels.length);
    return ofEach.length > 0 ? rest > 0 && rest % ofEach.length === 0 : rest === 0;
  };
  const damaged = (reason: string) => ({ kind: "damaged", reason: `line ${rows.length + 1} ${reason}` }) as const;
  for (const line of text.split("\n").filter(Boolean)) {
    const row = schema.safeParse(parseJson(line)).data;
    if (row === undefined) return damaged(`is not {${Object.keys(SCHEMAS[task].shape).join(", ")}}`);
    if (!isWhole(row.logits.length)) return damaged(`has ${row.logits.length} logits for ${named}`);
    const unknown =
      namesIn(task, row).find((name) => !known.includes(name)) ?? slotsIn(row).find((tag) => !slots?.includes(tag));
    if (unknown !== undefined) return damaged(`has the gold label ${unknown}, which the card does not know`);
    rows.push(row);
  }
  return rows.length === 0 ? { kind: "damaged", reason: "it has no line" } : { kind: "read", rows };
}

/**
 * What gold may be of a model of these labels: these; of a tagger the IOB2 tags that its labels become, whatever scheme they are in (`PER` is
 * B-PER or I-PER), and O, which a word has that was cut off.
 */
export const goldNames = (task: SuiteTask, labels: readonly string[]): string[] =>
  task === "token-classification" ? [...new Set([...labels, ...iob2Labels(tagsOfLabels(labels)), "O"])] : [...labels];

/** Gold that must be among them. */
const namesIn = (task: SuiteTask, { gold }: ReferenceLogits): string[] =>
  task === "text-regression" || task === "question-answering" ? [] : [gold].flat().map(String);

const slotsIn = (row: ReferenceLogits): string[] => ("slots" in row && row.slots) || [];

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
