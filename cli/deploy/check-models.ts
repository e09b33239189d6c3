import { join } from "node:path";
import { readArtefact } from "../artefact/artefact-folder.ts";
import { openBucket } from "../bucket/open-bucket.ts";
import { storedManifest } from "../bucket/release-models.ts";
import { storedVersion } from "../bucket/stored.ts";
import { CliError } from "../cli-error.ts";
import { listFolders } from "../files/folders.ts";
import { type Check, missing, ok, unknown } from "./check.ts";

/** The models that would be uploaded, each read whole. */
export async function checkLocalModels(assets: string): Promise<Check[]> {
  const ids = await listFolders(join(assets, "models"));
  const checks: Check[] = [];
  for (const id of ids) {
    const reading = await readArtefact(join(assets, "models", id));
    if (reading.kind === "damaged" || reading.kind === "unfit")
      checks.push(missing(`models/${id} can't be served: ${reading.reason}`, `git checkout -- r2-assets/models/${id}`));
  }
  return checks.length > 0 ? checks : [ok(`${ids.length} models of ${assets} are whole`)];
}

export interface DeployedBucket {
  bucket: string;
  endpoint?: string;
  env: NodeJS.ProcessEnv;
}

/** The current version of every model in the deployed bucket, each file asked by its digest. */
export async function checkBucket({ bucket: name, endpoint, env }: DeployedBucket): Promise<Check[]> {
  const mend = `npx retort upload --bucket ${name}`;
  try {
    const bucket = await openBucket({ bucket: name, state: "", ...(endpoint !== undefined && { endpoint }) }, env);
    const stored = await storedManifest(bucket);
    if (stored.kind === "damaged")
      return [missing(`the manifest of ${bucket.name} is damaged: ${stored.reason}`, mend)];
    const models = Object.entries(stored.manifest.models);
    if (models.length === 0) return [missing(`${bucket.name} holds no model`, mend)];
    const checks: Check[] = [];
    for (const [id, { current }] of models) {
      const version = await storedVersion(bucket, id, current);
      if (version.kind !== "whole")
        checks.push(
          missing(`${id}@${current} in ${bucket.name} is ${version.kind}`, `npx retort upload ${id} --bucket ${name}`),
        );
    }
    return checks.length > 0 ? checks : [ok(`${models.length} models in ${bucket.name} are whole`)];
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    if (/no bucket/.test(error.message)) return [missing(error.message, `npx wrangler r2 bucket create ${name}`)];
    return [unknown(`which models are in bucket "${name}" can't be seen: ${error.message}`, mend)];
  }
}
