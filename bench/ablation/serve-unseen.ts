/** An artefact's figure on the half of dev that chose nothing, its weights as they are stored, in the engine that serves. */
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { readArtefact } from "../../cli/artefact/artefact-folder.ts";
import { openInEngine } from "../../cli/artefact/open-in-engine.ts";
import { referenceRows } from "../../cli/artefact/reference-rows.ts";
import { answerFrom } from "../../eval/answers/answerer.ts";
import { KINDS } from "../../eval/kinds/index.ts";
import type { Kind } from "../../eval/kinds/kind.ts";
import { statisticOf } from "../../eval/kinds/statistic-of.ts";
import { plainValue } from "../../eval/statistics/statistic.ts";
import { SUITES } from "../../eval/suites/index.ts";
import { sha256 } from "../../r2-assets/format/digest.ts";
import { CARD_FILE } from "../../r2-assets/format/keys.ts";
import type { MetricName } from "../../r2-assets/format/suite.ts";
import { replaceFile } from "../../trainer/files/replace-file.ts";
import { halvesOf } from "../../trainer/tasks/halves-of.ts";
import { readReferenceLogits } from "../../trainer/tasks/reference-logits.ts";
import { SERVED_FILE, type Served } from "./cells.ts";

/** Bytes that the engine may take. */
const MEMORY = 2 ** 32 - 65_536;

/** Reads the rows beside the artefact in `folder`, all of dev, and writes `served.json`. Throws Error where they or the artefact are not whole. */
export async function serveUnseen(folder: string, metric: string): Promise<Served> {
  const reading = await readArtefact(folder);
  if (reading.kind !== "sound") throw new Error(`the artefact in ${folder} is ${reading.kind}`);
  const { card } = reading.artefact;
  const suite = SUITES[card.trained_on ?? ""];
  const card_sha256 = await sha256(await readFile(join(folder, CARD_FILE)));
  let served: Served = { card_sha256, metric, rows: 0, value: null };
  if (suite !== undefined && card.task !== "feature-extraction" && (suite.metrics as string[]).includes(metric)) {
    const reference = await readReferenceLogits(folder, card);
    if (reference.kind !== "read") throw new Error(`${folder} has no rows of dev beside its artefact`);
    const { kind, rows: dev } = referenceRows(card.task, reference.rows);
    const rows = (await halvesOf([dev], [suite])).report.flat();
    const judge = KINDS[kind] as Kind;
    const opened = await openInEngine(reading.artefact, MEMORY);
    const judging = { id: suite.id, ...(card.labels.length > 1 && { labels: card.labels }) };
    const predictions = [];
    try {
      for (const row of rows) {
        const asked = judge.answerer.ask(row, opened.tokenizer, card, {});
        predictions.push(judge.judge(row, answerFrom(asked, await opened.run(asked.encodings)), judging));
      }
    } finally {
      await opened.close();
    }
    const statistic = await statisticOf(kind, predictions, { metric: metric as MetricName, suite: judging });
    served = { ...served, rows: rows.length, value: statistic && plainValue(statistic) };
  }
  await replaceFile(join(folder, SERVED_FILE), `${JSON.stringify(served)}\n`);
  return served;
}

/** Drops the checkpoints of a finished cell: of 22 million parameters they are 270 MB. */
export const dropCheckpoints = (folder: string): Promise<void> =>
  rm(join(folder, "checkpoint"), { recursive: true, force: true });
