/** From a recipe to a run that can be trained: encoder, data, teacher, student, objective. */
import { join } from "node:path";
import type { Card, StartOrigin } from "../../r2-assets/format/card.ts";
import { sha256 } from "../../r2-assets/format/digest.ts";
import { createTokenizer } from "../../r2-assets/format/tokenizer.ts";
import { ensureMiniLm } from "../data/pretrained.ts";
import { makeFolder } from "../files/make-folder.ts";
import { methodNamed } from "../methods/index.ts";
import type { CompressionMethod, Stage } from "../methods/method.ts";
import { initialWeights } from "../models/bert/initial-weights.ts";
import { type ImportedBert, importBert } from "../models/import-hf.ts";
import { architectureNamed } from "../models/index.ts";
import type { Model, ModelConfig } from "../models/model.ts";
import { type Recipe, TEXT } from "../recipes/recipe.ts";
import { openStage, type StageData } from "./stages.ts";
import { loadStart } from "./start-file.ts";
import { checkpointFolder, cutAlike, trainedTeacher } from "./trained-model.ts";
import type { TrainingRun } from "./training-run.ts";

export interface PrepareOptions {
  /** Data sets: `glue/<task>/<split>.jsonl.gz`, `qa/…`, `text/…`. */
  data: string;
  /** Trained models: `<out>/<task>/<method>/`. */
  out: string;
  /** Folder for tokenised text, which all recipes share. */
  pieces: string;
  /** Only so many rows of dev, the first ones: for trying things out. */
  devRows?: number;
  /** Commit of the code, for the record. */
  code: string;
}

export interface PrepareHooks {
  log(line: string): void;
  /** Teacher outputs computed so far. */
  onTeacher?(done: number, total: number): void;
  /** Bytes of text read so far. */
  onText?(done: number, total: number): void;
}

export interface PreparedRun extends TrainingRun {
  /** The recipe's: `sst2/teacher`; an ingredient's own while a soup is made. */
  name: string;
  tokenizer: string;
  /** sha256 of the pre-trained encoder's weights. */
  encoder: string;
  dataSha256: string;
  /** The teacher as exported, for the card. */
  teacher: Card["teacher"];
  /** Where the student's weights come from, when a text stage made them. */
  start: StartOrigin | null;
  /** Where the artefact goes. */
  artefact: string;
  /** Data and dev, and the task if there is one. */
  stage: StageData;
}

/** Changes when checkpoints of older code must not be continued. */
const FORMAT = 2;

/**
 * Loads everything a recipe needs, computing the teacher's outputs where they are not cached. `place` is its folder in
 * `out`, where that is not the recipe's name.
 */
export async function prepare(
  name: string,
  recipe: Recipe,
  where: PrepareOptions,
  hooks: PrepareHooks,
  place = name,
): Promise<PreparedRun> {
  const { encoder: from, train: how, seed } = recipe;
  const stage: Stage = recipe.task === TEXT ? "text" : "task";
  const method = methodNamed(recipe.method);
  const options = checkFit(name, recipe, method, stage);
  const encoder = await openEncoder(from.source, hooks.log);
  if (how.max_length > encoder.config.positions)
    throw new Error(`train.max_length is ${how.max_length}, but the encoder has ${encoder.config.positions} positions`);
  const folder = checkpointFolder(where.out, place);
  await makeFolder(folder).catch((error: NodeJS.ErrnoException) => {
    throw new Error(`cannot write to ${where.out}: ${error.code}`);
  });

  const start = recipe.start === null ? null : await loadStart(where.out, recipe.start);
  if (start !== null && start.encoder !== encoder.digest)
    throw new Error(
      `the start ${recipe.start} learnt from another encoder than ${from.source}: train it from that one first, ` +
        `with \`retort train ${recipe.start} --set encoder.source=${from.source}\``,
    );
  const taught = recipe.teacher === null ? null : await trainedTeacher(where.out, recipe.teacher);
  const teacher = taught?.model ?? null;
  const tokenizer = createTokenizer(JSON.parse(encoder.tokenizer), { maxLength: how.max_length });
  const others = taught !== null && !cutAlike(taught.tokenizer, encoder.tokenizer);
  const tokenizers = { student: tokenizer, teacher: others ? teacherTokenizer(taught, how) : null };
  const data = await openStage(recipe, tokenizers, where, hooks);
  const { pooling = from.pooling, labels } = data;
  const config = { ...encoder.config, pooling, labels };
  if (others && (method.compares.byToken || pooling === "none"))
    throw new Error(
      `recipe ${name}: ${recipe.teacher} has another tokenizer than the student's encoder, and ` +
        (pooling === "none" ? `${recipe.task} asks about tokens` : `${recipe.method} compares token by token`),
    );
  const student = method.build({ encoder, config, teacher, start, seed }, options);

  const teaching: Model | null =
    stage === "text" ? { config, weights: initialWeights(encoder, config, seed) } : teacher;
  const key = await sha256(JSON.stringify([teacher?.digest, pooling, how.max_length, data.sha256]));
  refuseWithoutOutputs(name, recipe, method, [student.config, ...(teaching ? [teaching.config] : [])]);
  const objective = await method.objective({
    options,
    stage,
    task: data.task,
    student: student.config,
    teacher: teaching,
    tokenizer: encoder.tokenizer,
    inputs: data.train,
    cache: join(where.out, recipe.teacher ?? name, "outputs", key.slice(0, 12)),
    onTeacher: (done, total) => hooks.onTeacher?.(done, total),
  });
  const experiment = [FORMAT, seed, from, recipe.method, options, how, data.sha256, teacher?.digest, start?.digest];
  return {
    name,
    recipe,
    config: student.config,
    initial: student.weights,
    frozen: [...how.frozen, ...data.untrained],
    train: data.train,
    targets: data.targets,
    objective,
    judge: (weights) => data.judge(weights, student.config, objective),
    folder,
    fingerprint: await sha256(JSON.stringify(experiment)),
    code: where.code,
    tokenizer: encoder.tokenizer,
    encoder: encoder.digest,
    dataSha256: data.sha256,
    teacher: taught?.named ?? null,
    start: start?.origin ?? null,
    artefact: join(where.out, place),
    stage: data,
  };
}

/** The method's options as it understands them. Throws with one sentence where recipe and method do not fit. */
function checkFit(name: string, recipe: Recipe, method: CompressionMethod, stage: Stage): unknown {
  const refuse = (sentence: string): never => {
    throw new Error(`recipe ${name}: ${sentence}`);
  };
  if (!method.stages.includes(stage)) refuse(`${recipe.method} has no stage on text`);
  if (stage === "text" && (recipe.teacher ?? recipe.start) !== null)
    refuse("on text the encoder teaches and the student starts from it: teacher and start must be null");
  if (stage === "task" && method.taught && recipe.teacher === null) refuse(`${recipe.method} needs a teacher`);
  if (!method.taught && recipe.teacher !== null) refuse(`${recipe.method} has no teacher`);
  if (stage === "task" && recipe.model === null) refuse("a model that is exported needs a model.id");
  if (recipe.train.quantization_aware && (stage === "text" || recipe.export.storage !== "i8"))
    refuse("train.quantization_aware is for models that are exported as i8");
  const parsed = method.options.safeParse(recipe.options);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  return refuse(`${["options", ...issue.path].join(".")} ${issue.message}`);
}

/** The teacher's, cut where the student's texts are. */
function teacherTokenizer({ model, tokenizer }: { model: Model; tokenizer: string }, how: Recipe["train"]) {
  return createTokenizer(JSON.parse(tokenizer), { maxLength: Math.min(how.max_length, model.config.positions) });
}

function refuseWithoutOutputs(
  name: string,
  recipe: Recipe,
  { compares }: CompressionMethod,
  configs: readonly ModelConfig[],
): void {
  for (const { kind, gives } of configs.map(architectureNamed)) {
    const missing = compares.outputs.find((output) => !gives.includes(output));
    if (missing !== undefined)
      throw new Error(
        `recipe ${name}: ${recipe.method} compares ${missing}, which a model of kind ${kind} does not have`,
      );
  }
}

async function openEncoder(source: string, log: (line: string) => void): Promise<ImportedBert> {
  return importBert(source === "all-MiniLM-L6-v2" ? await ensureMiniLm(log) : source);
}
