/** Puts recorded runs into database and bucket as `retort serve` seeds them. */
import { env } from "cloudflare:workers";
import { figureOf } from "../../eval/metrics/figure.ts";
import { predictionsKey } from "../../r2-assets/format/keys.ts";
import type { ClassificationPrediction } from "../../r2-assets/format/prediction.ts";
import type { RunRecord } from "../../r2-assets/format/run.ts";
import type { SuiteInfo } from "../../r2-assets/format/suite.ts";
import { runStore } from "../storage/run-store.ts";
import { ndjson } from "./api.ts";

const LABELS = { n: "negative", p: "positive" } as const;

/** `np` -> gold or predicted labels; x is a row that could not be answered. */
const labelOf = (letter: string) => LABELS[letter as "n" | "p"] ?? null;

/** Rows whose gold spells `gold`, with ids row-0, row-1, … */
export const rowsOf = (gold: string) =>
  [...gold].map((letter, i) => ({ id: `row-${i}`, text_a: `text number ${i}`, label: labelOf(letter)! }));

/** A run over a suite whose rows are `rowsOf(gold)`; a `.` among the predicted stands for a row that the run leaves out. */
export async function putRun(
  id: string,
  suite: Pick<SuiteInfo, "id" | "sha256">,
  gold: string,
  predicted: string,
  changes: Partial<RunRecord> = {},
): Promise<RunRecord> {
  const predictions = [...predicted].flatMap((letter, i): ClassificationPrediction[] => {
    if (letter === ".") return [];
    const prediction = labelOf(letter);
    const scores = prediction && { negative: letter === "n" ? 0.75 : 0.25, positive: letter === "p" ? 0.75 : 0.25 };
    const row = { id: `row-${i}`, prediction, scores, gold: labelOf(gold[i]!)!, correct: letter === gold[i] };
    return [prediction === null ? { ...row, error: "the text is blank" } : row];
  });
  const outcomes = Uint8Array.from(predictions, (p) => (p.correct ? 1 : 0));
  const record: RunRecord = {
    id,
    suite: suite.id,
    suite_sha256: suite.sha256,
    rows: predictions.length,
    model: "tiny-teacher",
    version: "0".repeat(12),
    method: "teacher",
    runtime: "ort",
    metrics: { accuracy: await figureOf("accuracy", { kind: "share", outcomes }) },
    primary: "accuracy",
    errors: predictions.filter((p) => p.error).length,
    created_at: "2026-11-20T10:00:00.000Z",
    code: "test",
    ...changes,
  };
  await env.BUCKET.put(predictionsKey(id), ndjson(predictions));
  await runStore(env.DB).put(record);
  return record;
}
