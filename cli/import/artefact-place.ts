/** Where an imported model comes from and goes to, whatever it is. */
import { existsSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { CARD_FILE } from "../../r2-assets/format/keys.ts";
import { REFERENCE_FILE } from "../../trainer/tasks/reference-logits.ts";
import { type Artefact, readArtefact } from "../artefact/artefact-folder.ts";
import { FEATURES_FILE } from "../artefact/check-features.ts";
import { CliError } from "../cli-error.ts";
import { projectRoot } from "../project-root.ts";
import type { ImportOptions } from "./import-options.ts";

/** Throws CliError where the id is another model's. */
export function refuseTaken({ id, out }: Pick<ImportOptions, "id" | "out">): void {
  const places = [join(out, id), join(projectRoot, "r2-assets", "models", id)];
  const taken = places.find((folder) => existsSync(join(folder, CARD_FILE)));
  if (taken !== undefined)
    throw new CliError(`there is a model ${id} in ${taken} already: choose another --id, or remove that folder first`);
}

/** As the hub's model cards say it, in the first lines of README.md. */
export async function licenceIn(folder: string): Promise<string | undefined> {
  const text = await readFile(join(folder, "README.md"), "utf8").catch(() => "");
  const [, head] = /^---\n([\s\S]*?)\n---/.exec(text) ?? [];
  return /^license:\s*["']?([\w.+-]+)/m.exec(head ?? "")?.[1];
}

/** Takes an artefact away again, so that its id is free; other files in its folder stay. */
export async function forget({ folder, files }: Artefact): Promise<void> {
  for (const { path } of [...files].reverse()) await rm(path, { force: true }); // the card first
  for (const file of [REFERENCE_FILE, FEATURES_FILE]) await rm(join(folder, file), { force: true });
}

/** Throws CliError with one sentence where the folder holds none that can be served. */
export async function soundArtefact(folder: string): Promise<Artefact> {
  const reading = await readArtefact(folder);
  if (reading.kind === "sound") return reading.artefact;
  throw new CliError(`${folder} cannot be served: ${reading.kind === "absent" ? "it has no card" : reading.reason}`);
}
