/** A model's tensors under our names, out of a folder's. */
import { toFloat32 } from "../../../../r2-assets/format/safetensors.ts";
import type { Weights } from "../../weights.ts";
import type { BertConfig } from "../config.ts";
import { bertShapes } from "../tensors.ts";
import type { Family, HeadKind } from "./family.ts";
import type { FolderWeights } from "./folder-weights.ts";
import { unimportable } from "./unimportable.ts";

const [POOLER, HEAD] = ["bert.pooler.dense", "classifier"];
const POSITION_TABLE = "bert.embeddings.position_embeddings.weight";

/**
 * Every tensor of `config`, its head's where `head` says which, as floats. Throws UnimportableError with one sentence that names the first
 * that is missing, of another shape or of no floats, or of a layer that config.json does not have.
 */
export function modelWeights(
  folder: string,
  family: Family,
  config: BertConfig,
  { tensors }: FolderWeights,
  head?: HeadKind,
): Map<string, Weights> {
  refuseLayersBeyond(folder, config.layers, tensors.keys());
  const weights = new Map<string, Weights>();
  for (const [name, shape] of bertShapes(config)) {
    if (head === undefined && name.startsWith(`${HEAD}.`)) continue;
    const names = namesIn(family, name, head);
    if (names.length === 0) {
      weights.set(name, { shape, data: new Float32Array(shape.reduce((a, b) => a * b, 1)) });
      continue;
    }
    const found = names.find((candidate) => tensors.has(candidate));
    if (found === undefined) unimportable(`${folder} has no tensor ${names[0]}`);
    const tensor = tensors.get(found)!;
    const before = name === POSITION_TABLE ? (family.rowsBeforePositions ?? 0) : 0;
    const expected = [shape[0]! + before, ...shape.slice(1)];
    if (tensor.shape.join() !== expected.join())
      unimportable(`${folder}: tensor ${found} has shape [${tensor.shape}], expected [${expected}] by config.json`);
    try {
      const data = toFloat32(tensor);
      weights.set(name, { shape, data: before === 0 ? data : data.slice(before * shape[1]!) });
    } catch (error) {
      unimportable(`${folder}: tensor ${found}: ${(error as Error).message}`, error);
    }
  }
  return weights;
}

/** Whether the folder has a pooler: what pre-trained encoders may come without. */
export const hasPooler = (family: Family, { tensors }: FolderWeights): boolean =>
  namesIn(family, `${POOLER}.weight`, undefined).some((name) => tensors.has(name));

function namesIn(family: Family, name: string, head: HeadKind | undefined): readonly string[] {
  if (head !== undefined && name.startsWith(`${HEAD}.`)) return [name.replace(HEAD, family.heads[head])];
  if (name.startsWith(POOLER) && family.pooler !== POOLER) return [name.replace(POOLER, family.pooler)];
  return family.namesOf(name);
}

function refuseLayersBeyond(folder: string, layers: number, names: Iterable<string>): void {
  for (const name of names) {
    const [, layer] = /(?:^|\.)layer\.(\d+)\./.exec(name) ?? [];
    if (layer !== undefined && Number(layer) >= layers)
      unimportable(`${folder} has a tensor ${name}, but by config.json the model has ${layers} layers`);
  }
}
