/**
 * `reference/dev-logits.ndjson`: what the trained tfjs model answered on dev, one line an example. It lies beside an
 * artefact in `out/` for `retort publish` to compare with, and is never published, since it holds texts.
 */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import * as z from "zod";

export const REFERENCE_FILE = "reference/dev-logits.ndjson";

export const ReferenceLogits = z.strictObject({
  id: z.string().min(1),
  text_a: z.string(),
  text_b: z.string().optional(),
  /** The gold label by name. */
  gold: z.string(),
  /** In the card's label order, as the model had them before export. */
  logits: z.array(z.number()).min(1),
});
export type ReferenceLogits = z.infer<typeof ReferenceLogits>;

export type ReferenceReading =
  | { kind: "read"; rows: ReferenceLogits[] }
  | { kind: "absent" }
  | { kind: "damaged"; reason: string };

/** Writes the file of an artefact's folder, one example after the other. */
export async function writeReferenceLogits(folder: string, rows: Iterable<ReferenceLogits>): Promise<void> {
  const path = join(folder, REFERENCE_FILE);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, Array.from(rows, (row) => `${JSON.stringify(row)}\n`).join(""));
}

/** Reads it back. Every gold label must be one of `labels`, every row must have as many logits. */
export async function readReferenceLogits(folder: string, labels: readonly string[]): Promise<ReferenceReading> {
  const text = await readFile(join(folder, REFERENCE_FILE), "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT" && error.code !== "ENOTDIR") throw error;
  });
  if (text === undefined) return { kind: "absent" };
  const rows: ReferenceLogits[] = [];
  const damaged = (reason: string) => ({ kind: "damaged", reason: `line ${rows.length + 1} ${reason}` }) as const;
  for (const line of text.split("\n").filter(Boolean)) {
    const row = ReferenceLogits.safeParse(parseJson(line)).data;
    if (row === undefined) return damaged("is not {id, text_a, text_b?, gold, logits}");
    if (row.logits.length !== labels.length)
      return damaged(`has ${row.logits.length} logits for ${labels.length} labels`);
    if (!labels.includes(row.gold)) return damaged(`has the gold label ${row.gold}, which the card does not know`);
    rows.push(row);
  }
  return rows.length === 0 ? { kind: "damaged", reason: "it has no line" } : { kind: "read", rows };
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
