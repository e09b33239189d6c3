/** The tensors of a folder in Hugging Face's layout: one file, or shards beside an index. */
import { access } from "node:fs/promises";
import { basename, join } from "node:path";
import { sha256 } from "../../../../r2-assets/format/digest.ts";
import { readSafetensors, SafetensorsError, type StoredTensor } from "../../../../r2-assets/format/safetensors.ts";
import { fileIfThere, fileOf, type Json, jsonIfThere } from "./folder-file.ts";
import { unimportable } from "./unimportable.ts";

const WEIGHTS = "model.safetensors";
const INDEX = "model.safetensors.index.json";

export interface FolderWeights {
  tensors: ReadonlyMap<string, StoredTensor<string>>;
  /** sha256 of the file; of shards over their digests in the order of their names. */
  digest: string;
}

/** Other files that weights come in, and what is said of them. */
const OTHERS: readonly [names: readonly string[], said: (name: string) => string][] = [
  [
    ["pytorch_model.bin", "pytorch_model.bin.index.json"],
    (name) =>
      `has its weights as a pickle (${name}), which may run any code while it is read and is never read here: where you trust it, convert it by transformers' from_pretrained(folder) and save_pretrained(other_folder, safe_serialization=True)`,
  ],
  [
    ["tf_model.h5", "flax_model.msgpack", "model.ckpt.index", "rust_model.ot"],
    (name) =>
      `has weights of another framework alone (${name}): convert them to PyTorch's with transformers 4 and save them as ${WEIGHTS}`,
  ],
  [["model.onnx", "onnx/model.onnx"], (name) => `has an ONNX graph alone (${name}): import that file`],
];

/** Throws UnimportableError for a folder of an adapter, whatever else it holds. */
export async function refuseAdapter(folder: string): Promise<void> {
  if (await isThere(join(folder, "adapter_config.json")))
    unimportable(
      `${folder} holds an adapter (adapter_config.json), which is no model by itself: merge it into its base first, by peft's merge_and_unload() and save_pretrained()`,
    );
}

/** Throws UnimportableError with one sentence where there are none, or not as promised. */
export async function folderWeights(folder: string): Promise<FolderWeights> {
  const bytes = await fileIfThere(folder, WEIGHTS);
  if (bytes !== undefined) return { tensors: tensorsIn(join(folder, WEIGHTS), bytes), digest: await sha256(bytes) };
  const index = await jsonIfThere(folder, INDEX);
  if (index !== undefined) return shards(folder, index);
  for (const [names, said] of OTHERS)
    for (const name of names) if (await isThere(join(folder, name))) unimportable(`${folder} ${said(name)}`);
  return unimportable(`cannot read ${join(folder, WEIGHTS)}: ENOENT`);
}

async function shards(folder: string, { weight_map: map }: Json): Promise<FolderWeights> {
  const places = typeof map === "object" && map !== null ? Object.entries(map) : [];
  if (places.length === 0) unimportable(`${join(folder, INDEX)} has no weight_map, or an empty one`);
  const names = [...new Set(places.map(([, file]) => String(file)))].sort();
  const strange = names.find((name) => basename(name) !== name || !name.endsWith(".safetensors"));
  if (strange !== undefined)
    unimportable(`${join(folder, INDEX)} names ${strange}, which is no safetensors file beside it`);
  const files = new Map<string, ReadonlyMap<string, StoredTensor<string>>>();
  const digests: string[] = [];
  for (const name of names) {
    if (!(await isThere(join(folder, name)))) unimportable(`${join(folder, name)} is missing, which ${INDEX} names`);
    const bytes = await fileOf(folder, name);
    files.set(name, tensorsIn(join(folder, name), bytes));
    digests.push(await sha256(bytes));
  }
  const tensors = new Map<string, StoredTensor<string>>();
  for (const [tensor, file] of places) {
    const found = files.get(String(file))?.get(tensor);
    if (found === undefined)
      unimportable(`${join(folder, String(file))} has no tensor ${tensor}, which ${INDEX} has in it`);
    tensors.set(tensor, found);
  }
  return { tensors, digest: await sha256(digests.join("")) };
}

function tensorsIn(path: string, bytes: Uint8Array): FolderWeights["tensors"] {
  try {
    return readSafetensors(bytes).tensors;
  } catch (error) {
    if (!(error instanceof SafetensorsError)) throw error;
    return unimportable(
      `${path} is damaged: ${error.message.replace(/^Not a valid safetensors file: |\.$/g, "")}`,
      error,
    );
  }
}

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
