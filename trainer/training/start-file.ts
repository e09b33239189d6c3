/**
 * `start.safetensors`: what the text stage hands on to every task's student. Matrices and factors are halves, vectors
 * floats; the metadata says the model's shape, how it was made and a vocabulary that was learnt for it. Starts that took long to make are kept in `trainer/starts/`.
 */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { StartOrigin } from "../../r2-assets/format/card.ts";
import { sha256 } from "../../r2-assets/format/digest.ts";
import { floatsToHalves } from "../../r2-assets/format/half.ts";
import { readSafetensors, toFloat32, writeSafetensors } from "../../r2-assets/format/safetensors.ts";
import { MINILM_SHA256 } from "../data/pretrained.ts";
import { replaceFile } from "../files/replace-file.ts";
import { architectureNamed } from "../models/index.ts";
import type { Model } from "../models/model.ts";
import { NotTrainedError } from "./errors.ts";
import type { KeptVocabulary } from "./learnt-tokenizer.ts";

export const START_FILE = "start.safetensors";

export interface TextStart extends Model {
  origin: StartOrigin;
  /** sha256 of the weights of the encoder it learnt from. */
  encoder: string;
  /** sha256 of the file. */
  digest: string;
  /** What it reads, where that was learnt for it. */
  vocabulary?: KeptVocabulary;
}

const shipped = new URL("../starts/", import.meta.url);

/** Writes the encoder (its heads stay behind) to `<folder>/start.safetensors`, with its vocabulary where that was learnt for it. */
export async function writeStart(
  folder: string,
  { config, weights }: Model,
  origin: StartOrigin,
  vocabulary?: KeptVocabulary,
): Promise<void> {
  const { task, text } = architectureNamed(config).heads;
  const tensors = [...weights]
    .filter(([name]) => ![...task, ...text].some((head) => name.startsWith(head)))
    .map(([name, { shape, data }]) => {
      const numbers = shape.length > 1 ? floatsToHalves(data) : data;
      const bytes = new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
      return { name, dtype: shape.length > 1 ? ("F16" as const) : ("F32" as const), shape, data: bytes };
    });
  const metadata = {
    config: JSON.stringify(config),
    origin: JSON.stringify(origin),
    ...(vocabulary && { vocabulary: JSON.stringify(vocabulary) }),
  };
  await replaceFile(join(folder, START_FILE), writeSafetensors(tensors, metadata));
}

const shippedFile = (recipe: string) => new URL(`${recipe}.safetensors`, shipped);

/** Whether `loadStart` has one to give. */
export const hasStart = (out: string, recipe: string): boolean =>
  [join(out, recipe, START_FILE), shippedFile(recipe)].some((file) => existsSync(file));

/** The start that `<out>/<recipe>` holds, else the one that comes with the project. Throws NotTrainedError without either. */
export async function loadStart(out: string, recipe: string): Promise<TextStart> {
  const own = await readFile(join(out, recipe, START_FILE)).catch(absent);
  const bytes = own ?? (await readFile(shippedFile(recipe)).catch(absent));
  if (bytes === undefined)
    throw new NotTrainedError(`there is no trained start in ${join(out, recipe)}`, { recipe, begun: false });
  const { tensors, metadata } = readSafetensors(bytes);
  const origin = StartOrigin.parse(JSON.parse(metadata.origin));
  return {
    config: JSON.parse(metadata.config),
    weights: new Map([...tensors].map(([name, t]) => [name, { shape: t.shape, data: toFloat32(t) }])),
    origin,
    encoder: origin.encoder ?? MINILM_SHA256,
    digest: await sha256(bytes),
    ...(metadata.vocabulary && { vocabulary: JSON.parse(metadata.vocabulary) }),
  };
}

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== "ENOENT") throw error;
}
