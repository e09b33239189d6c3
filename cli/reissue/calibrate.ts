/** Published classifiers with a calibration, from what they answered in a recorded run. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { answeredRows } from "../../eval/metrics/answered-rows.ts";
import { type Calibrating, calibrate } from "../../eval/metrics/calibrate.ts";
import { Card } from "../../r2-assets/format/card.ts";
import { versionOf } from "../../r2-assets/format/digest.ts";
import { CARD_FILE } from "../../r2-assets/format/keys.ts";
import { ClassificationPrediction } from "../../r2-assets/format/prediction.ts";
import { RunRecord } from "../../r2-assets/format/run.ts";
import { pretty } from "../../trainer/export/write-artefact.ts";
import { replaceFile } from "../../trainer/files/replace-file.ts";
import type { Artefact } from "../artefact/artefact-folder.ts";
import { runFolders } from "../assets/run-folders.ts";
import { withNewVersion } from "./as-exported-now.ts";
import { publishedModels } from "./published-models.ts";

/** What became of a model. `calibrating`: null of one that classifies nothing, or whose own dev no recorded run of this version is on. */
export interface Calibrated {
  id: string;
  before: string;
  after: string;
  calibrating: Calibrating | null;
}

/**
 * Writes the cards under `<assets>/models` anew: with a calibration where the model classifies texts and a run of this version on the whole dev split of
 * the suite that it was trained on is recorded, by its newest, unless it has one; and with the versions that teachers have by then. No other file of a model is touched, so that it
 * answers as before. Recorded runs are `carryRuns`'s. A second time nothing is changed.
 */
export async function calibratePublished(assets: string): Promise<Calibrated[]> {
  const runs = await recordedRuns(assets);
  const versions = new Map<string, string>();
  const done: Calibrated[] = [];
  for (const { folder, card, version } of await publishedModels(assets)) {
    const calibrating = await calibrationOf({ card, version }, runs);
    const written = pretty(
      Card.parse({
        ...card,
        teacher: card.teacher && withNewVersion(card.teacher, versions),
        ...(calibrating?.kind === "fitted" && { calibration: calibrating.calibration }),
      }),
    );
    const after = await versionOf(written);
    if (after !== version) await replaceFile(join(folder, CARD_FILE), written);
    versions.set(`${card.id}@${version}`, after);
    done.push({ id: card.id, before: version, after, calibrating });
  }
  return done;
}

interface Recorded {
  folder: string;
  record: RunRecord;
}

const recordedRuns = async (assets: string): Promise<Recorded[]> =>
  Promise.all(
    (await runFolders(assets)).map(async (folder) => ({
      folder,
      record: RunRecord.parse(JSON.parse(await readFile(join(folder, "run.json"), "utf8"))),
    })),
  );

async function calibrationOf(
  { card, version }: Pick<Artefact, "card" | "version">,
  runs: readonly Recorded[],
): Promise<Calibrating | null> {
  if (card.calibration !== undefined) return { kind: "fitted", calibration: card.calibration };
  if (card.task !== "text-classification") return null;
  const own = runs.filter(
    ({ record: { model, version: of, suite, perturbation, limit, sample } }) =>
      model === card.id && of === version && suite === card.trained_on && !(perturbation ?? limit ?? sample),
  );
  const newest = own.toSorted((a, b) => (a.record.created_at < b.record.created_at ? 1 : -1))[0];
  if (newest === undefined) return null;
  const lines = (await readFile(join(newest.folder, "predictions.ndjson"), "utf8")).split("\n").filter(Boolean);
  const predictions = lines.map((line) => ClassificationPrediction.parse(JSON.parse(line)));
  return calibrate(
    answeredRows(predictions, card.labels),
    `${newest.record.suite}, as answered in ${newest.record.id}`,
  );
}
