import { join } from "node:path";
import type { Command } from "commander";
import { ModelId, ModelRef, parseModelRef } from "../../r2-assets/format/names.ts";
import { type Artefact, readArtefact } from "../artefact/artefact-folder.ts";
import { bundledSuites, recordedRuns } from "../assets/recorded-files.ts";
import type { Bucket } from "../bucket/bucket.ts";
import { type BucketOptions, openBucket } from "../bucket/open-bucket.ts";
import { manifestOf, releaseModels } from "../bucket/release-models.ts";
import { storedVersion } from "../bucket/stored.ts";
import { modelFiles, uploadModels } from "../bucket/upload-models.ts";
import { CliError } from "../cli-error.ts";
import { listFolders } from "../files/folders.ts";
import { projectRoot } from "../project-root.ts";
import { DEFAULT_STATE_DIR } from "../state/state-dir.ts";
import { createProgress } from "../ui/progress.ts";

interface UploadOptions extends BucketOptions {
  assets: string;
  release?: string;
  json?: boolean;
}

export default function uploadCommand(program: Command): void {
  program
    .command("upload")
    .argument("[id...]", "models of r2-assets/models; all of them, with suites and recorded runs, when none is named")
    .description(
      "Upload published models to an R2 bucket over its S3 API, or to the local one. Resumable; every file is " +
        "verified, and only then does one write make the new versions current. Keys come from R2_ACCESS_KEY_ID and " +
        "R2_SECRET_ACCESS_KEY (or AWS_*), the account from CLOUDFLARE_ACCOUNT_ID.",
    )
    .option("--bucket <name>", "the bucket to upload to")
    .option("--endpoint <url>", "an S3 API other than R2's")
    .option("--local", "the bucket that `retort serve` uses; not while it runs")
    .option("--state <dir>", "with --local: where that bucket persists", DEFAULT_STATE_DIR)
    .option("--assets <dir>", "take the files from this folder instead of r2-assets", join(projectRoot, "r2-assets"))
    .option("--release <id@version>", "upload nothing; make a version that lies in the bucket current (rollback)")
    .option("--json", "print the outcome as JSON")
    .action((ids: string[], options: UploadOptions) => upload(ids, options));
}

async function upload(ids: string[], options: UploadOptions): Promise<void> {
  if (options.release !== undefined) return rollBack(ids, options.release, options);
  const artefacts = await findArtefacts(ids, options.assets);
  const others =
    ids.length > 0 ? [] : [...(await bundledSuites(options.assets)), ...(await recordedRuns(options.assets))];
  if (artefacts.length + others.length === 0) throw new CliError(`${options.assets} holds nothing to upload`);

  const outcome = await withBucket(options, async (bucket) => {
    const total = [...others, ...artefacts.flatMap(modelFiles)].reduce((sum, file) => sum + file.bytes, 0);
    const progress = createProgress({ label: `uploading to ${bucket.name}`, total: inKiB(total), unit: "KiB" });
    try {
      return await uploadModels(bucket, artefacts, {
        others,
        onProgress: (bytes, key) => progress.update(inKiB(bytes), key),
      });
    } finally {
      progress.stop();
    }
  });
  if (options.json) return console.log(JSON.stringify(outcome, null, 2));
  console.log(`${outcome.sent.length} files sent and verified, ${outcome.kept.length} were there already`);
  for (const { id, version } of outcome.models) console.log(`${id}@${version} is current`);
}

/** Reads all of them before anything is sent: one that is damaged keeps the others back, too. */
async function findArtefacts(ids: readonly string[], assets: string): Promise<Artefact[]> {
  const artefacts: Artefact[] = [];
  for (const id of ids.length > 0 ? new Set(ids) : await listFolders(join(assets, "models"))) {
    const folder = join(assets, "models", id);
    const reading = ModelId.safeParse(id).success ? await readArtefact(folder) : ({ kind: "absent" } as const);
    switch (reading.kind) {
      case "absent":
        throw new CliError(`there is no model ${id} in ${join(assets, "models")}: nothing was uploaded`);
      case "damaged":
        throw new CliError(`${id} is damaged (${reading.reason}): nothing was uploaded`);
      case "unfit":
        throw new CliError(`${id} cannot be served (${reading.reason}): nothing was uploaded`);
      case "sound":
        if (reading.artefact.card.id !== id) {
          throw new CliError(`${folder} holds the model ${reading.artefact.card.id}: nothing was uploaded`);
        }
        artefacts.push(reading.artefact);
    }
  }
  return artefacts;
}

async function rollBack(ids: readonly string[], ref: string, options: UploadOptions): Promise<void> {
  const { id, version } = parseModelRef(ModelRef.safeParse(ref).data ?? "");
  if (version === undefined) throw new CliError(`--release ${ref}: name the version as id@version`);
  if (ids.length > 0) throw new CliError("--release uploads nothing: name no models beside it");
  const released = await withBucket(options, async (bucket) => {
    const known = (await manifestOf(bucket)).manifest.models[id]?.versions ?? [];
    const stored = await storedVersion(bucket, id, version);
    switch (stored.kind) {
      case "absent": {
        const choice = known.length > 0 ? `it has ${known.join(", ")}` : "it has no version of that model";
        throw new CliError(`${ref} is not in ${bucket.name}: ${choice}`);
      }
      case "damaged":
        throw new CliError(`${ref} in ${bucket.name} is damaged (${stored.reason}): it was not released`);
      case "whole":
        return (await releaseModels(bucket, [{ id, version }])).written;
    }
  });
  if (options.json) console.log(JSON.stringify({ models: [{ id, version }], sent: [], kept: [], released }, null, 2));
  else console.log(released ? `${ref} is current` : `${ref} was current already`);
}

async function withBucket<T>(options: BucketOptions, work: (bucket: Bucket) => Promise<T>): Promise<T> {
  const bucket = await openBucket(options);
  try {
    return await work(bucket);
  } finally {
    await bucket.close();
  }
}

const inKiB = (bytes: number) => Math.round(bytes / 1024);
