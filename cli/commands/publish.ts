import { join } from "node:path";
import type { Command } from "commander";
import { spread } from "../../trainer/data/spread.ts";
import { REFERENCE_FILE, readReferenceLogits } from "../../trainer/tasks/reference-logits.ts";
import { type Artefact, readArtefact } from "../artefact/artefact-folder.ts";
import { checkAgainstReference } from "../artefact/check-against-reference.ts";
import { checkFeatures, FEATURES_FILE, type FeaturesReport } from "../artefact/check-features.ts";
import { installArtefact, MODELS_BUDGET_BYTES, modelsBytes } from "../artefact/install-artefact.ts";
import type { ParityReport } from "../artefact/parity-report.ts";
import { localR2Bucket } from "../bucket/local-r2-bucket.ts";
import { uploadModels } from "../bucket/upload-models.ts";
import { CliError } from "../cli-error.ts";
import { projectRoot } from "../project-root.ts";
import { claimStateDir, DEFAULT_STATE_DIR, openStateDir } from "../state/state-dir.ts";
import { createProgress } from "../ui/progress.ts";

/** Of dev, evenly spread: enough to bound flips at 1 %, and a few minutes even for windows of a question's context. */
const CHECKED_ROWS = 2000;

interface PublishOptions {
  local?: boolean;
  state?: string;
  assets?: string;
  json?: boolean;
}

export default function publishCommand(program: Command): void {
  program
    .command("publish")
    .argument("<folder>", "an artefact as training leaves it: out/<task>/<method>")
    .description(
      `Check an artefact (card, digests, and that onnxruntime answers dev, ${CHECKED_ROWS} rows of it at most, as the ` +
        "trained model did) and put it into " +
        "r2-assets/models, or only into the local bucket. Refused: logits that differ by more than 1e-3 (f32, f16); " +
        "for i8 more than 1 % of the labels flipped beyond doubt, by the lower end of the 95 % interval.",
    )
    .option("--local", "only into the bucket that `retort serve` uses; not while it runs")
    .option("--state <dir>", `with --local: where that bucket persists (default: ${DEFAULT_STATE_DIR})`)
    .option("--assets <dir>", "publish into this folder (default: the project's r2-assets)")
    .option("--json", "print the outcome as JSON")
    .action((folder: string, options: PublishOptions) => publish(folder, options));
}

async function publish(folder: string, options: PublishOptions): Promise<void> {
  if (options.local && options.assets) throw new CliError("--local publishes into no folder: leave out --assets");
  if (!options.local && options.state) throw new CliError("--state says where --local publishes: name both");
  const artefact = await soundArtefact(folder);
  if (options.local) await (await claimStateDir(await openStateDir(options.state ?? DEFAULT_STATE_DIR)))(); // in use: said now
  const parity = await checked(artefact);
  if (!options.json) console.log(parityLine(parity));
  if (parity.verdict.kind === "refused") throw new CliError(`${artefact.card.id} is refused: ${parity.verdict.reason}`);

  const published = options.local
    ? await publishLocally(artefact, options.state ?? DEFAULT_STATE_DIR)
    : await intoAssets(artefact, options.assets ?? join(projectRoot, "r2-assets"));
  const { id } = artefact.card;
  if (options.json) console.log(JSON.stringify({ id, version: artefact.version, parity, published }, null, 2));
  else console.log(`${id}@${artefact.version} is ${published}`);
}

async function soundArtefact(folder: string): Promise<Artefact> {
  const reading = await readArtefact(folder);
  switch (reading.kind) {
    case "absent":
      throw new CliError(`${folder} holds no artefact: there is no card.json`);
    case "damaged":
      throw new CliError(`${folder} is damaged: ${reading.reason}`);
    case "unfit":
      throw new CliError(`${folder} cannot be served: ${reading.reason}`);
    case "sound":
      return reading.artefact;
  }
}

async function checked(artefact: Artefact): Promise<ParityReport | FeaturesReport> {
  const { folder, card } = artefact;
  if (card.task === "feature-extraction")
    return (await checkFeatures(artefact)) ?? withoutReference(folder, FEATURES_FILE);
  const reference = await readReferenceLogits(folder, card);
  switch (reference.kind) {
    case "absent":
      return withoutReference(folder, REFERENCE_FILE);
    case "damaged":
      throw new CliError(`${join(folder, REFERENCE_FILE)} is damaged: ${reference.reason}`);
    case "read": {
      const rows = spread(reference.rows.length, CHECKED_ROWS).map((i) => reference.rows[i]!);
      const total = rows.length;
      const progress = createProgress({ label: "checking against the trained model", total, unit: "examples" });
      try {
        return await checkAgainstReference(artefact, rows, (done) => progress.update(done));
      } finally {
        progress.stop();
      }
    }
  }
}

function withoutReference(folder: string, file: string): never {
  throw new CliError(`${join(folder, file)} is missing: without the trained model's logits nothing can be checked`);
}

async function intoAssets(artefact: Artefact, assets: string): Promise<string> {
  const installation = await installArtefact(artefact, assets);
  const total = await modelsBytes(assets);
  if (total > MODELS_BUDGET_BYTES) {
    const [has, may] = [total, MODELS_BUDGET_BYTES].map((bytes) => `${(bytes / 1e6).toFixed(1)} MB`);
    console.error(
      `retort: warning: the models in ${assets} now take ${has}, more than the ${may} that git should carry`,
    );
  }
  if (installation.kind === "there already") return "published already";
  return installation.replaced ? `published, in place of ${installation.replaced}` : "published";
}

async function publishLocally(artefact: Artefact, state: string): Promise<string> {
  const bucket = await localR2Bucket(state);
  try {
    const { released } = await uploadModels(bucket, [artefact]);
    return released ? `current in the ${bucket.name}` : `current already in the ${bucket.name}`;
  } finally {
    await bucket.close();
  }
}

function parityLine(report: ParityReport | FeaturesReport): string {
  const { rows, largestDifference } = report;
  const difference = largestDifference?.toExponential(2) ?? "not finite";
  if (!("labels" in report)) return `${rows} texts: largest difference of a number ${difference}`;
  const { labels, flips, metric, score } = report;
  const percent = (fraction: number) => `${(100 * fraction).toFixed(2)} %`;
  const figure = (value: number | null) => value?.toFixed(4) ?? "undefined";
  return (
    `${rows} dev examples: largest logit difference ${difference}, ` +
    (labels > 0 ? `${flips} labels flipped (${percent(flips / labels)}), ` : "") +
    `${metric} ${figure(score.artefact)} in onnxruntime, ${figure(score.trained)} as trained`
  );
}
