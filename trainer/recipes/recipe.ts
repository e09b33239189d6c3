/** Recipes: one file, one experiment. `recipes/<task>/<method>.json` over `recipes/defaults.json`; those for own rows are made (`own/`). */
import { readdir, readFile } from "node:fs/promises";
import * as z from "zod";
import "../../r2-assets/format/issue-sentences.ts";
import { Method, ModelId, Storage } from "../../r2-assets/format/names.ts";
import { Matmul } from "../backend/matmul.ts";
import type { BackendName } from "../backend/names.ts";
import { TransferEntry } from "../data/transfer/entry.ts";

const Fraction = z.number().min(0).max(1);
const Positive = z.number().positive();

/** The task of recipes that train on unlabelled text, for all tasks together. */
export const TEXT = "text";

const Size = z.int().positive();

/** A size, or one a backend: `{"default": 32, "webgpu": 256}`. */
const SizeByBackend = z.union(
  [
    Size,
    z.strictObject({
      default: Size,
      tensorflow: Size.optional(),
      webgpu: Size.optional(),
      wasm: Size.optional(),
      cpu: Size.optional(),
    } satisfies Record<BackendName | "default", unknown>),
  ],
  { error: 'takes a size, or one a backend and a default: {"default": 32, "webgpu": 256}' },
);

const Train = z.strictObject({
  epochs: z.int().positive(),
  /** Examples a step. */
  batch_size: SizeByBackend,
  /** So many of them at a time at most, their gradients added up; all at once where it is absent. */
  micro_batch: SizeByBackend.optional(),
  /** So many tokens of them at a time at most, padding included: what bounds memory where lengths differ much. */
  micro_tokens: z.int().positive().optional(),
  learning_rate: Positive,
  weight_decay: z.number().nonnegative(),
  /** Share of all steps over which the learning rate rises to its peak. */
  warmup: Fraction,
  max_gradient_norm: Positive,
  dropout: z.number().min(0).max(0.9),
  /** Decay a step of a moving average of the weights, evaluated and exported in their place; null keeps none. */
  average_decay: Fraction.nullable(),
  /**
   * Quantisation-aware: every step and every look at dev sees the weights rounded as I8 stores them, so that what is
   * exported is what was judged. Activations stay floats. It has no default: checkpoints are known by
   * these settings, and those from before it was here stay good.
   */
  quantization_aware: z.boolean().optional(),
  /** Parameters whose names begin so keep their pre-trained values: `bert.embeddings.word_embeddings`. */
  frozen: z.array(z.string()),
  /** Tokens, special ones included; longer texts are cut, in training and when served. */
  max_length: z.int().min(3),
  /** Dev is judged, and the best weights are kept, so many times an epoch. */
  judged: z.int().positive(),
  /**
   * Only so many rows of the training set, the first ones, of several files in turn; pieces of text, evenly spread. Null takes
   * all.
   */
  limit: z.int().positive().nullable(),
  /** Of labelled rows the first so many of each training file: of a task in 47 languages so many labels a language. */
  limit_each: z.int().positive().optional(),
  /** Only so many unlabelled texts, evenly spread; absent takes all, of a stage on transfer alone as `limit` says. */
  transfer_limit: z.int().positive().optional(),
});

/** How a stage is trained on one backend. */
export type TrainSettings = Omit<z.infer<typeof Train>, "batch_size" | "micro_batch"> & {
  batch_size: number;
  micro_batch?: number;
};

/**
 * What a stage learns from: `text`, plain text, where the pre-trained encoder teaches; `transfer`, unlabelled texts of the
 * task's shape, where only the teacher does, or the rule that made them; `task`, the task's labelled rows; `task+transfer`, both, mixed.
 */
export const LEARNS_FROM = ["text", "transfer", "task", "task+transfer"] as const;
export type LearnsFrom = (typeof LEARNS_FROM)[number];

const StageOfRecipe = z.strictObject({
  on: z.enum(LEARNS_FROM),
  /** One of the method's objectives; its first for such data where none is named. */
  objective: z.string().optional(),
  /** What differs from the recipe's `train`. */
  train: Train.partial().default({}),
});

export const Recipe = z.strictObject({
  /** What the experiment asks. */
  question: z.string(),
  /** Why odd values are what they are, by key. */
  why: z.record(z.string(), z.string()).default({}),
  /** A task of `trainer/tasks`, one of own rows (`my/intents`), or `text`. */
  task: z.string(),
  method: Method,
  /** The published model's id and its one-sentence description; null on text, which publishes nothing. */
  model: z.strictObject({ id: ModelId, description: z.string() }).nullable(),
  /**
   * The recipe whose model this one's is to replace: what is recorded of both stands side by side in `docs/results.md`. Training does not
   * look at it.
   */
  after: z.string().optional(),
  seed: z.int().nonnegative(),
  /**
   * Where the weights come from: `all-MiniLM-L6-v2`, `all-mpnet-base-v2`, `multilingual-e5-small`, a folder in Hugging Face's layout, the encoder of a published or
   * imported model, `model:sst2-teacher`, or of what another recipe trains, `recipe:mnli/kd-mpnet`.
   */
  encoder: z.strictObject({
    source: z.string().refine((source) => !source.startsWith("recipe:") || namesRecipe(source), {
      error: "recipe: takes a recipe's name, as recipe:mnli/kd-mpnet; a published model is named model:<id>",
    }),
    pooling: z.enum(["mean", "cls", "pooler"]),
    /**
     * Words that are kept of its vocabulary; all where it is absent. `seen`: those that occur in the task's training rows and in
     * `transfer`; of these the most frequent, or those that occur so often, with the single characters that occur. `most_in_text`: so
     * many, all in all, by the plain text. `learnt`: pieces of another vocabulary, which `retort vocabulary` learns from the plain text, with
     * so many characters at most (`alphabet`, 1000 where it is absent).
     */
    vocabulary: z
      .union([
        z.literal("seen"),
        z.strictObject({ most_in_text: Size }),
        z.strictObject({ learnt: Size, alphabet: Size.optional() }),
        z.strictObject({ most: Size.optional(), at_least: Size.optional() }),
      ])
      .optional(),
  }),
  /**
   * The recipe whose trained model teaches: `sst2/teacher`; the model published by it, where it has not been run here. Or a
   * published or imported model by its name: `sst2-teacher`, `sst2-teacher@<version>`. On text the encoder itself does.
   */
  teacher: z.string().nullable(),
  /**
   * A teacher by its answers: files, in the data folder or by path, of logits or of a run's predictions (`data/answers`). Objectives
   * that compare nothing but logits learn from them in place of `teacher`, which may be null; rows without an answer are left out.
   * `name`: who answered, where the files do not say so.
   */
  teacher_logits: z
    .strictObject({ name: z.string().min(1).optional(), files: z.array(z.string().min(1)).min(1) })
    .optional(),
  /** The recipe whose student training starts from: one on text, `text/kronecker-19x`, or on another task, `mnli/kronecker-19x`, as `teacher` names models. */
  start: z.string().nullable(),
  /** The method's own. */
  options: z.record(z.string(), z.unknown()),
  /** Recipes whose trained weights are averaged instead of training here; `train` then only says how texts are cut. */
  soup: z.array(z.string()).min(2).nullable(),
  /**
   * What of dev chooses epoch, thresholds and temperature: all of it, which flatters the figures on it, or a `half`, which leaves the other
   * unseen. It has no default, as recipes that are recorded without it keep their digests; absent is `whole`.
   */
  choose: z.enum(["whole", "half"]).optional(),
  /**
   * What a processor with such instructions may round the factors of matrix products to; sums, weights and all else stay float32
   * (`backend/matmul.ts`). Absent is `float32`, which recipes are recorded with.
   */
  matmul: Matmul.optional(),
  train: Train,
  /**
   * Further files of labelled rows, in the data folder and in the form of the task's own (`tasks/more-rows.ts`):
   * `qa/mlqa-dev_en_en.json.gz`. What a suite has, too, repeats a row or teaches nothing is left out. A suite whose own file this is does not
   * test the model any more, and the card says so.
   */
  more_rows: z.array(z.string().min(1)).min(1).optional(),
  // Folders' names may be left open: ner/wikiann/*/train.conll.gz
  /**
   * Unlabelled texts for stages on `transfer`: files in the data folder, `sentiment/imdb/sentences.jsonl.gz`, of questions SQuAD's JSON, whose answers
   * are not read; and rules by which texts are made of such (`data/transfer/made`). A suite whose own file is named does not test the model any more.
   */
  transfer: z.array(TransferEntry).min(1).optional(),
  /**
   * One after another, each with an optimiser and a checkpoint of its own, from the weights that did best in the one before.
   * Without the list there is one stage, on the task or on text.
   */
  stages: z.array(StageOfRecipe).min(1).optional(),
  export: z.strictObject({ storage: Storage }),
});
export type Recipe = z.infer<typeof Recipe>;

/** A stage with all that it is trained by. */
export interface Stage {
  on: LearnsFrom;
  /** Undefined: the method's first for such data. */
  objective: string | undefined;
  train: TrainSettings;
}

/** The stages of a recipe, in their order, as a backend trains them. */
export function stagesOf(
  { task, train, stages }: Pick<Recipe, "task" | "train" | "stages">,
  backend: BackendName,
): Stage[] {
  const listed = stages ?? [{ on: task === TEXT ? ("text" as const) : ("task" as const), train: {} }];
  return listed.map(({ on, objective, train: own }) => ({
    on,
    objective,
    train: settingsOn(backend, { ...train, ...own }),
  }));
}

function settingsOn(
  backend: BackendName,
  { batch_size, micro_batch, ...others }: z.infer<typeof Train>,
): TrainSettings {
  const size = (sizes: z.infer<typeof SizeByBackend>): number =>
    typeof sizes === "number" ? sizes : (sizes[backend] ?? sizes.default);
  const { epochs, ...rest } = others; // in the order of the schema: checkpoints are known by these settings
  return { epochs, batch_size: size(batch_size), ...rest, ...(micro_batch && { micro_batch: size(micro_batch) }) };
}

const folder = new URL("./", import.meta.url);

/** Whether a teacher is named by its recipe; otherwise by the id of a published model, which has no slash. */
export const namesRecipe = (teacher: string): boolean => teacher.includes("/");

/** The names of all recipes: `sst2/teacher`, … */
export async function recipeNames(): Promise<string[]> {
  const files = await readdir(folder, { recursive: true });
  const nested = files.filter((file) => /^[^/\\]+[/\\][^/\\]+\.json$/.test(file));
  return nested.map((file) => file.replaceAll("\\", "/").replace(/\.json$/, "")).sort();
}

/**
 * The fully merged recipe of the house: defaults, then the experiment's file, then `overrides` (`train.epochs` -> "2", of the first stage alone
 * `stages.0.train.epochs`).
 * Throws with one sentence for an unknown recipe, an unknown key or a value that does not fit.
 */
export async function loadRecipe(name: string, overrides: Readonly<Record<string, string>> = {}): Promise<Recipe> {
  const known = await recipeNames();
  if (!known.includes(name)) throw new Error(`no recipe named ${name}; known: ${known.join(", ")}`);
  return mergedRecipe(name, JSON.parse(await readFile(new URL(`${name}.json`, folder), "utf8")), overrides);
}

/** A recipe that is at hand, over the defaults and under `overrides`. Throws as `loadRecipe` does. */
export async function mergedRecipe(
  name: string,
  own: Readonly<Record<string, unknown>>,
  overrides: Readonly<Record<string, string>> = {},
): Promise<Recipe> {
  const merged = merge(JSON.parse(await readFile(new URL("defaults.json", folder), "utf8")), structuredClone(own));
  for (const path of Object.keys(overrides).sort((a, b) => reach(b) - reach(a))) {
    const [keys, text] = [path.split("."), overrides[path]];
    set(merged, keys, parseValue(text), path);
    if (keys[0] === "train") for (const stage of stagesIn(merged)) forget(stage, keys);
  }
  const parsed = Recipe.safeParse(merged);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Error(
    [`recipe ${name}:`, ...(issue.path.length > 0 ? [`${issue.path.join(".")}:`] : []), issue.message].join(" "),
  );
}

type Json = { [key: string]: unknown };
const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Objects key by key, everything else by the second. */
function merge(base: Json, over: Json): Json {
  const merged = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const below = merged[key];
    merged[key] = isObject(below) && isObject(value) ? merge(below, value) : value;
  }
  return merged;
}

/** Settings are made from those that reach furthest on, whatever their order: the list of stages, all stages, one of them. */
const reach = (path: string): number => (path === "stages" ? 2 : path.startsWith("stages.") ? 0 : 1);

/** A setting for all stages is theirs, too: what one of them says of its own gives way. */
function forget(stage: unknown, [key, ...rest]: string[]): void {
  if (!isObject(stage)) return;
  if (rest.length === 0) delete stage[key];
  else forget(stage[key], rest);
}

const stagesIn = ({ stages }: Json): unknown[] => (Array.isArray(stages) ? stages : []);

function set(target: Json, [key, ...rest]: string[], value: unknown, path: string): void {
  if (/^stages\.\d+\.train\./.test(path) && key === "train") target[key] ??= {}; // a stage may have no settings of its own yet
  if (rest.length === 0) target[key] = value;
  else if (isObject(target[key]) || Array.isArray(target[key])) set(target[key] as Json, rest, value, path);
  else throw new Error(`--set ${path}: the recipe has no section ${key}`);
}

/** `3` is a number, `true` a boolean, `null` null; what is not JSON is a string. */
function parseValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
