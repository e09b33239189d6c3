/** Checkpoints: everything a run needs to go on after a kill as if nothing had happened. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import {
  readOwnSafetensors,
  type StoredTensor,
  toFloat32,
  writeSafetensors,
} from "../../r2-assets/format/safetensors.ts";
import { replaceFile } from "../files/replace-file.ts";
import type { Model } from "../models/model.ts";
import type { Weights } from "../models/weights.ts";
import type { ParameterState } from "../optim/adamw.ts";

/** One entry of the loss curve: means over the steps since the entry before. */
export interface CurvePoint {
  step: number;
  epoch: number;
  learning_rate: number;
  loss: number;
  /** Unweighted terms of the loss, by name. */
  terms: Record<string, number>;
  gradient_norm: number;
}

/** Dev figures, an epoch or a part of one done. */
export interface DevPoint {
  /** Passes over the training set so far. */
  epoch: number;
  step: number;
  /** The metric that decides which weights are best; `loss` on text. */
  primary: string;
  metrics: Record<string, number>;
  /** Of a task of several suites the first metric of each. */
  parts?: Record<string, number>;
  loss: number;
}

/** Higher is better; a metric that is not defined, as the correlation of answers that are all the same, is worst. */
export function scoreOf({ primary, metrics, loss }: DevPoint): number {
  const score = primary === "loss" ? -loss : metrics[primary];
  return Number.isFinite(score) ? score : Number.NEGATIVE_INFINITY;
}

/** The first of the best. */
export const bestOf = (points: readonly DevPoint[]): DevPoint =>
  points.reduce((best, point) => (scoreOf(point) > scoreOf(best) ? point : best));

export interface Progress {
  /** Of the merged recipe and the data: a checkpoint of another experiment must not be continued. */
  fingerprint: string;
  /** Commit of the code that began the run. */
  code: string;
  /** Steps taken. */
  step: number;
  /** Rounds completed, each closed by a look at dev. */
  roundsDone: number;
  wallSeconds: number;
  examplesSeen: number;
  /** Without padding. */
  tokensSeen: number;
  curve: CurvePoint[];
  dev: DevPoint[];
  /** Sums since the last curve point, so that a resumed run logs the same curve. */
  pending: { steps: number; loss: number; gradientNorm: number; terms: Record<string, number> };
}

export interface Checkpoint {
  progress: Progress;
  parameters: Map<string, ParameterState>;
  /** The moving average of the weights, where one is kept. */
  average?: Map<string, Weights>;
}

const STATE = "state.safetensors";
const BEST = "best.safetensors";

/** Writes beside the old checkpoint and renames, so that a kill at any moment leaves one whole checkpoint. */
export async function saveCheckpoint(folder: string, { progress, parameters, average }: Checkpoint): Promise<void> {
  const states = [...parameters].flatMap(([name, { shape, value, m, v }]) => [
    tensor(`value/${name}`, shape, value),
    tensor(`m/${name}`, shape, m),
    tensor(`v/${name}`, shape, v),
  ]);
  const tensors = [...states, ...[...(average ?? [])].map(([name, w]) => tensor(`average/${name}`, w.shape, w.data))];
  await replaceFile(join(folder, STATE), writeSafetensors(tensors, { progress: JSON.stringify(progress) }));
}

/** The checkpoint in `folder`, or undefined when there is none. Throws when it is damaged. */
export async function loadCheckpoint(folder: string): Promise<Checkpoint | undefined> {
  const bytes = await readIfThere(join(folder, STATE));
  if (bytes === undefined) return undefined;
  const { tensors, metadata } = readOwnSafetensors(bytes);
  const parameters = new Map<string, ParameterState>();
  for (const [key, stored] of tensors) {
    if (!key.startsWith("value/")) continue;
    const name = key.slice("value/".length);
    const part = (kind: string) => {
      const found = tensors.get(`${kind}/${name}`);
      if (found === undefined) throw new Error(`the checkpoint in ${folder} has no ${kind}/${name}`);
      return toFloat32(found);
    };
    parameters.set(name, { shape: stored.shape, value: part("value"), m: part("m"), v: part("v") });
  }
  const averaged = [...tensors].filter(([key]) => key.startsWith("average/"));
  const average = new Map(averaged.map(([key, t]) => [key.slice("average/".length), weightsOf(t)]));
  return { progress: JSON.parse(metadata.progress), parameters, ...(average.size > 0 && { average }) };
}

/** The weights that did best on dev so far, and the shape of the model that they are. */
export async function saveBest(folder: string, { config, weights }: Model): Promise<void> {
  const tensors = [...weights].map(([name, { shape, data }]) => tensor(name, shape, data));
  await replaceFile(join(folder, BEST), writeSafetensors(tensors, { config: JSON.stringify(config) }));
}

/** Undefined when there are none. */
export async function loadBest(folder: string): Promise<(Model & { bytes: Uint8Array }) | undefined> {
  const bytes = await readIfThere(join(folder, BEST));
  if (bytes === undefined) return undefined;
  const { tensors, metadata } = readOwnSafetensors(bytes);
  const weights = new Map([...tensors].map(([name, t]) => [name, weightsOf(t)]));
  return { config: JSON.parse(metadata.config), weights, bytes };
}

/** What a run found best. Throws where its folder has nothing. */
export async function bestOfRun(folder: string) {
  const best = await loadBest(folder);
  if (best === undefined) throw new Error(`there are no trained weights in ${folder}`);
  return best;
}

const weightsOf = (t: StoredTensor): Weights => ({ shape: t.shape, data: toFloat32(t) });

const tensor = (name: string, shape: number[], data: Float32Array) => ({
  name,
  dtype: "F32" as const,
  shape,
  data: new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
});

async function readIfThere(path: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
