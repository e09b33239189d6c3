/** A checked artefact into `r2-assets/models`, where git and a fresh bucket get it from. */
import { copyFile, mkdir, mkdtemp, readdir, readFile, readlink, rename, rm, stat, symlink } from "node:fs/promises";
import { dirname, extname, join } from "node:path";
import { sha256 as digestOf } from "../../r2-assets/format/digest.ts";
import { GRAPH_FILE, TOKENIZER_FILE } from "../../r2-assets/format/keys.ts";
import { replaceFile } from "../../trainer/files/replace-file.ts";
import { type Artefact, type ArtefactFile, readArtefact } from "./artefact-folder.ts";

/** What git should carry at most, all models together: 72 MiB. */
export const MODELS_BUDGET_BYTES = 72 * 2 ** 20;

/**
 * Folders of `<assets>` for the files that many models have in common: a vocabulary's tokenizer, and the graph of one
 * architecture, which points into the weights and holds none.
 */
const SHARED: Record<string, string> = { [TOKENIZER_FILE]: "tokenizers", [GRAPH_FILE]: "graphs" };

export type Installation = { kind: "installed"; replaced?: string } | { kind: "there already" };

/**
 * Puts the files of a version, and nothing else of its folder, under `<assets>/models/<id>/`. They are copied beside the
 * models first and checked there; then the folder is renamed into place, so a reader never sees half a model. A kill
 * in the instant between the two renames leaves the old version in `.publishing-*` and none in place: publish again.
 * What models have in common lies once, in a folder of `SHARED`; they link to it, and the last one that does takes it along.
 * Throws when the copy is not sound, which changes nothing.
 */
export async function installArtefact({ card, version, files }: Artefact, assets: string): Promise<Installation> {
  const target = join(assets, "models", card.id);
  const old = await readArtefact(target);
  if (old.kind === "sound" && old.artefact.version === version && (await hasNothingElse(target, files.length))) {
    return { kind: "there already" };
  }
  await mkdir(join(assets, "models"), { recursive: true });
  const scratch = await mkdtemp(join(assets, ".publishing-"));
  try {
    const copy = join(scratch, "new");
    await mkdir(copy);
    for (const file of files) {
      const isOneModels = file.name === GRAPH_FILE && card.architecture.kind === "onnx"; // it holds the weights
      const folder = isOneModels ? undefined : SHARED[file.name];
      if (folder !== undefined) await linkShared(file, assets, folder, copy);
      else await copyFile(file.path, join(copy, file.name));
    }
    const reading = await readArtefact(copy);
    if (reading.kind !== "sound" || reading.artefact.version !== version) {
      throw new Error(`the copy of ${card.id} is not what was checked: did its folder change meanwhile?`);
    }
    const aside = join(scratch, "old");
    await swap(copy, target, aside);
    await dropUnshared(await linksIn(aside), assets);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
  return old.kind === "sound" ? { kind: "installed", replaced: old.artefact.version } : { kind: "installed" };
}

/**
 * Both folders lie two down from the assets, so that the link holds before and after the rename. A file that is not what
 * was checked is not shared: its link leads nowhere, and the copy is not sound.
 */
async function linkShared(file: ArtefactFile, assets: string, folder: string, copy: string): Promise<void> {
  const { name, path, sha256 } = file;
  const once = `${sha256.slice(0, 12)}${extname(name)}`;
  const shared = join(assets, folder, once);
  const checked = async (place: string) => {
    const bytes = await readFile(place).catch(() => undefined);
    return bytes && (await digestOf(bytes)) === sha256 ? bytes : undefined;
  };
  if ((await checked(shared)) === undefined) {
    const bytes = await checked(path);
    if (bytes !== undefined) await replaceFile(shared, bytes);
  }
  await symlink(join("..", "..", folder, once), join(copy, name));
}

/** No system renames a folder over a full one, so the old one steps aside; it comes back if the new one can't come in. */
async function swap(fresh: string, target: string, aside: string): Promise<void> {
  const stepped = await rename(target, aside).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code !== "ENOENT") throw error;
      return false;
    },
  );
  try {
    await rename(fresh, target);
  } catch (error) {
    if (stepped) await rename(aside, target);
    throw error;
  }
}

/** Removes those shared files that neither a model nor one that is being installed links to any more. */
async function dropUnshared(links: readonly string[], assets: string): Promise<void> {
  const under = async (folder: string) => (await readdir(folder)).map((name) => join(folder, name));
  const others = (await under(assets)).filter((path) => path.startsWith(join(assets, ".publishing-")));
  const holders = [...(await under(join(assets, "models"))), ...others.map((path) => join(path, "new"))];
  const used = new Set((await Promise.all(holders.map(linksIn))).flat());
  const places = links.filter((link) => !used.has(link)).map((link) => join(assets, "models", "any", link));
  const shared = Object.values(SHARED).map((folder) => join(assets, folder));
  for (const place of places) if (shared.includes(dirname(place))) await rm(place, { force: true });
}

/** Where the links of a folder lead, as they are written; none where there is no folder. */
async function linksIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT" || error.code === "ENOTDIR") return [];
    throw error; // one that can't be read may hold links
  });
  const links = entries.filter((entry) => entry.isSymbolicLink());
  return Promise.all(links.map(({ name }) => readlink(join(folder, name))));
}

const hasNothingElse = async (folder: string, files: number) => (await readdir(folder)).length === files;

/** Bytes of all files under `<assets>/models`, shared ones not counted. */
export async function modelsBytes(assets: string): Promise<number> {
  const entries = await readdir(join(assets, "models"), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const sizes = await Promise.all(files.map(async (file) => (await stat(join(file.parentPath, file.name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}
