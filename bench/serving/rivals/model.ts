/** What the engines are given: published models as they lie in the bucket, and two of random weights for those that only read other kinds. */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { readArtefact } from "../../../cli/artefact/artefact-folder.ts";
import { projectRoot } from "../../../cli/project-root.ts";
import type { Card } from "../../../r2-assets/format/card.ts";
import { GRAPH_FILE, TOKENIZER_FILE, WEIGHTS_FILE } from "../../../r2-assets/format/keys.ts";
import type { Storage } from "../../../r2-assets/format/names.ts";
import { seededNormal } from "../../../trainer/data/random.ts";
import { exportModel } from "../../../trainer/export/export-model.ts";
import { describeBert } from "../../../trainer/models/bert/config.ts";
import { bertShapes } from "../../../trainer/models/bert/tensors.ts";
import { MINI_LM } from "../../factors/random-model.ts";
import { RIVALS } from "./install.ts";

export interface BenchModel {
  id: string;
  /** Holds the three files below and the `config.json` of Hugging Face's readers. */
  folder: string;
  card: Pick<Card, "architecture" | "storage">;
  graph: Uint8Array;
  weights: Uint8Array;
}

/** As every engine takes it: ids, or words each of which is one token of the published models' vocabulary. */
export interface BenchText {
  ids: number[];
  typeIds: number[];
  words: string;
}

const [CLS, SEP] = [101, 102];
const WORDS = { film: 2143, story: 2466, good: 2204, time: 2051, great: 2307, long: 2146 };

/** A text of so many tokens, the special ones among them. */
export function textOf({ card }: BenchModel, length: number): BenchText {
  const { rows } = card.architecture.embeddings.word;
  const words = Array.from({ length: length - 2 }, (_, i) => Object.keys(WORDS)[i % 6] as keyof typeof WORDS);
  const ids = [CLS, ...words.map((word) => WORDS[word]), SEP].map((id) => id % rows);
  return { ids, typeIds: ids.map(() => 0), words: words.join(" ") };
}

/** A published model, or one of `MADE`, which is written where it is not there yet. */
export async function benchModel(id: string, models = join(projectRoot, "r2-assets/models")): Promise<BenchModel> {
  const made = MADE[id];
  if (made !== undefined) return madeModel(id, made);
  const reading = await readArtefact(join(models, id));
  if (reading.kind !== "sound") throw new Error(`${id} is not sound`);
  const { card, folder } = reading.artefact;
  return { id, folder, card, ...(await filesOf(folder)) };
}

async function filesOf(folder: string): Promise<{ graph: Uint8Array; weights: Uint8Array }> {
  const [graph, weights] = await Promise.all([GRAPH_FILE, WEIGHTS_FILE].map((name) => readFile(join(folder, name))));
  return { graph: new Uint8Array(graph!), weights: new Uint8Array(weights!) };
}

/**
 * Encoders without a task, whose head is the identity: what they answer are their last layer's states, so that packages that make vectors of texts can run
 * them, and be checked. The first has the shape of all-MiniLM-L6, the second that of bge-small.
 */
const MADE: Record<string, { layers: number; storage: Storage }> = {
  "minilm-6-f32": { layers: 6, storage: "f32" },
  "minilm-12-f16": { layers: 12, storage: "f16" },
};

async function madeModel(id: string, { layers, storage }: { layers: number; storage: Storage }): Promise<BenchModel> {
  const { width } = MINI_LM;
  const config = { ...MINI_LM, layers, labels: width, pooling: "none" as const };
  const normal = seededNormal(17);
  const tensors = new Map(
    [...bertShapes(config)].map(([name, shape]) => {
      const data = new Float32Array(shape.reduce((a, b) => a * b, 1));
      if (name === "classifier.weight") for (let i = 0; i < width; i++) data[i * width + i] = 1;
      else if (name.endsWith("LayerNorm.weight")) data.fill(1);
      else if (name !== "classifier.bias") for (let i = 0; i < data.length; i++) data[i] = 0.05 * normal();
      return [name, { shape, data }];
    }),
  );
  const { architecture, graph, weights } = exportModel({ architecture: describeBert(config), tensors, storage });
  const folder = join(RIVALS, "models", id);
  await mkdir(folder, { recursive: true });
  const tokenizer = await readFile(join(projectRoot, "r2-assets/models/sst2-teacher", TOKENIZER_FILE));
  await Promise.all([
    writeFile(join(folder, GRAPH_FILE), graph),
    writeFile(join(folder, WEIGHTS_FILE), weights),
    writeFile(join(folder, TOKENIZER_FILE), tokenizer),
    writeFile(join(folder, "config.json"), '{ "model_type": "bert" }\n'),
  ]);
  return { id: basename(folder), folder, card: { architecture, storage }, graph, weights };
}
