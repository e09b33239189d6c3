/** From a recipe to a run that can be trained: encoder, data, teacher, objective. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Card } from "../../r2-assets/format/card.ts";
import { sha256, versionOf } from "../../r2-assets/format/digest.ts";
import { createTokenizer } from "../../r2-assets/format/tokenizer.ts";
import { tf } from "../backend/tf.ts";
import { type Example, labelsOf, loadSplit } from "../data/dataset.ts";
import { ensureMiniLm } from "../data/pretrained.ts";
import { makeFolder } from "../files/make-folder.ts";
import { fineTune } from "../methods/fine-tune.ts";
import type { Objective } from "../methods/method.ts";
import { layerMap, pkd } from "../methods/pkd.ts";
import { teacherOutputs } from "../methods/teacher-outputs.ts";
import type { BertConfig } from "../models/bert-config.ts";
import { type ImportedBert, importBert } from "../models/import-hf.ts";
import { initialWeights } from "../models/initial-weights.ts";
import type { Recipe } from "../recipes/recipe.ts";
import { loadBest } from "./checkpoint.ts";
import type { TrainingRun } from "./train-loop.ts";

export interface PrepareOptions {
  /** Data sets: `glue/<task>/<split>.jsonl.gz`. */
  data: string;
  /** Trained models: `<out>/<task>/<method>/`. */
  out: string;
  /** Commit of the code, for the record. */
  code: string;
}

export interface PrepareHooks {
  log(line: string): void;
  /** Teacher outputs computed so far. */
  onTeacher?(done: number, total: number): void;
}

export interface PreparedRun extends TrainingRun {
  /** The recipe's: `sst2/teacher`; an ingredient's own while a soup is made. */
  name: string;
  labels: readonly string[];
  tokenizer: string;
  dataSha256: string;
  /** The teacher as exported, for the card. */
  teacher: Card["teacher"];
  /** Where the artefact goes. */
  artefact: string;
}

/** Where a recipe's checkpoints lie. */
export const checkpointFolder = (out: string, name: string) => join(out, name, "checkpoint");

/** Changes when checkpoints of older code must not be continued. */
const FORMAT = 1;

/** Loads everything a recipe needs, computing the teacher's outputs where they are not cached. */
export async function prepare(
  name: string,
  recipe: Recipe,
  where: PrepareOptions,
  hooks: PrepareHooks,
): Promise<PreparedRun> {
  const encoder = await openEncoder(recipe.encoder.source, hooks.log);
  const labels = labelsOf(recipe.task);
  const layers = recipe.encoder.layers ?? encoder.config.layers;
  if (layers > encoder.config.layers)
    throw new Error(`encoder.layers is ${layers}, but ${recipe.encoder.source} has ${encoder.config.layers}`);
  if (recipe.train.max_length > encoder.config.positions)
    throw new Error(
      `train.max_length is ${recipe.train.max_length}, but the encoder has ${encoder.config.positions} positions`,
    );
  const config: BertConfig = { ...encoder.config, layers, pooling: recipe.encoder.pooling, labels: labels.length };

  const tokenizer = createTokenizer(JSON.parse(encoder.tokenizer), { maxLength: recipe.train.max_length });
  const [train, dev] = [
    await loadSplit(where.data, recipe.task, "train", tokenizer),
    await loadSplit(where.data, recipe.task, "dev", tokenizer),
  ];
  const examples = train.examples.slice(0, recipe.train.limit ?? train.examples.length);
  const dataSha256 = await sha256(train.sha256 + dev.sha256);
  hooks.log(`${recipe.task}: ${examples.length} training and ${dev.examples.length} dev examples`);

  const folder = checkpointFolder(where.out, name);
  await makeFolder(folder).catch((error: NodeJS.ErrnoException) => {
    throw new Error(`cannot write to ${where.out}: ${error.code}`);
  });
  const { objective, card, digest } = await openObjective(recipe, config, where, { examples, dataSha256 }, hooks);
  const { seed, encoder: from, distill, train: how } = recipe;
  const fingerprint = await sha256(JSON.stringify([FORMAT, seed, from, distill, how, dataSha256, digest]));
  return {
    name,
    recipe,
    config,
    initial: initialWeights(encoder, config, seed),
    train: examples,
    dev: dev.examples,
    objective,
    folder,
    fingerprint,
    code: where.code,
    labels,
    tokenizer: encoder.tokenizer,
    dataSha256,
    teacher: card,
    artefact: join(where.out, name),
  };
}

async function openEncoder(source: string, log: (line: string) => void): Promise<ImportedBert> {
  return importBert(source === "all-MiniLM-L6-v2" ? await ensureMiniLm(log) : source);
}

/** The loss, with the teacher behind it: its card's summary and the digest of its weights. */
async function openObjective(
  recipe: Recipe,
  config: BertConfig,
  where: PrepareOptions,
  { examples, dataSha256 }: { examples: readonly Example[]; dataSha256: string },
  hooks: PrepareHooks,
): Promise<{ objective: Objective; card: Card["teacher"]; digest: string | null }> {
  const { distill } = recipe;
  if (distill === null) return { objective: fineTune, card: null, digest: null };
  const folder = join(where.out, distill.teacher);
  const best = await loadBest(checkpointFolder(where.out, distill.teacher));
  if (best === undefined)
    throw new Error(`there is no trained teacher in ${folder}: run \`retort train ${distill.teacher}\` first`);
  const card = await teacherCard(folder, distill.teacher);
  const teacherConfig = { ...config, layers: card.layers };
  const layers = layerMap(distill.map, teacherConfig.layers, config.layers);
  const parameters = Object.fromEntries([...best.weights].map(([name, w]) => [name, tf.tensor(w.data, w.shape)]));
  const digest = await sha256(best.bytes);
  const { max_length } = recipe.train;
  const key = await sha256(JSON.stringify([digest, layers, recipe.encoder.pooling, max_length, dataSha256]));
  const outputs = await teacherOutputs(
    join(folder, "outputs", key.slice(0, 12)),
    { parameters, config: teacherConfig, layers },
    examples,
    (done) => hooks.onTeacher?.(done, examples.length),
  );
  for (const tensor of Object.values(parameters)) tensor.dispose();
  hooks.log(`teacher outputs of ${outputs.size} examples, layers ${layers.join(" and ")}`);
  const objective = pkd(distill, (positions) => outputs.targets(positions.map((i) => examples[i].id)));
  return { objective, card: card.summary, digest };
}

async function teacherCard(folder: string, recipe: string) {
  const path = join(folder, "card.json");
  const bytes = await readFile(path).catch(() => {
    throw new Error(`the teacher in ${folder} is trained but not exported: run \`retort train ${recipe} --resume\``);
  });
  const card = Card.parse(JSON.parse(bytes.toString("utf8")));
  const summary = { id: card.id, version: await versionOf(bytes), parameters: card.parameters, bytes: card.bytes };
  return { summary, layers: card.architecture.encoder.layers };
}
