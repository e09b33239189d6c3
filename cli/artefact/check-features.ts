/** `reference/features.ndjson`: what a model of feature extraction gave when it was imported, a text a line, and whether it still gives that as served. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import { replaceFile } from "../../trainer/files/replace-file.ts";
import type { Artefact } from "./artefact-folder.ts";
import { openArtefact } from "./open-artefact.ts";

export const FEATURES_FILE = "reference/features.ndjson";

/** `numbers`: of a text, or of its tokens one after another, special ones included. */
const ReferenceFeatures = z.strictObject({ text: z.string(), numbers: z.array(z.number()).min(1) });
export type ReferenceFeatures = z.infer<typeof ReferenceFeatures>;

/** An absolute difference of any number: the same graph in the same library is meant to give the same bits. */
const LARGEST_DIFFERENCE = 1e-5;

export interface FeaturesReport {
  rows: number;
  /** max |number as served - number of the reference|; null where one is not finite, or there are not as many. */
  largestDifference: number | null;
  verdict: { kind: "accepted" } | { kind: "refused"; reason: string };
}

export const writeReferenceFeatures = (folder: string, rows: readonly ReferenceFeatures[]): Promise<void> =>
  replaceFile(join(folder, FEATURES_FILE), rows.map((row) => `${JSON.stringify(row)}\n`).join(""));

/** Answers the reference's texts with the artefact as it will be served. Undefined where there is no such file; throws where it is not one. */
export async function checkFeatures(artefact: Artefact): Promise<FeaturesReport | undefined> {
  const file = await readFile(join(artefact.folder, FEATURES_FILE), "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT" && error.code !== "ENOTDIR") throw error;
  });
  if (file === undefined) return undefined;
  const rows = file
    .split("\n")
    .filter(Boolean)
    .map((line) => ReferenceFeatures.parse(JSON.parse(line)));
  const opened = await openArtefact(artefact);
  try {
    const served = await opened.run(rows.map(({ text }) => opened.tokenizer.encode(text)));
    const apart = rows.map(({ numbers }, i) =>
      served[i]!.length === numbers.length
        ? numbers.reduce((most, number, k) => Math.max(most, Math.abs(served[i]![k]! - number)), 0) // NaN stays NaN
        : Number.NaN,
    );
    const largest = Math.max(...apart);
    return {
      rows: rows.length,
      largestDifference: Number.isFinite(largest) ? largest : null,
      verdict: verdict(largest),
    };
  } finally {
    await opened.close();
  }
}

function verdict(largest: number): FeaturesReport["verdict"] {
  if (!Number.isFinite(largest))
    return { kind: "refused", reason: "it answers with numbers that are not finite, or too few or many" };
  if (largest <= LARGEST_DIFFERENCE) return { kind: "accepted" };
  const reason = `its numbers differ by up to ${largest.toExponential(1)}, more than ${LARGEST_DIFFERENCE}`;
  return { kind: "refused", reason };
}
