/** `card.json`: everything about a model that is not a number in its weights. */
import * as z from "zod";
import { AnyArchitecture, type Architecture } from "./architecture.ts";
import { Calibration } from "./calibration.ts";
import { Method, ModelId, Sha256, Storage, SuiteId, Task, Version } from "./names.ts";

const Count = z.int().nonnegative();

export type { Architecture };

const FileDigest = z.strictObject({ sha256: Sha256, bytes: Count });

/** How a model of the text stage was made. */
export const StartOrigin = z.strictObject({
  recipe: z.string(),
  seed: z.int(),
  /** sha256 of the weights of the encoder it learnt from; starts from before it was recorded are all of all-MiniLM-L6-v2. */
  encoder: Sha256.optional(),
  /** Read in training, without padding. */
  tokens: Count,
  wall_seconds: z.number(),
  /** On held-out text. */
  dev_loss: z.number(),
  backend: z.string(),
  code: z.string(),
});
export type StartOrigin = z.infer<typeof StartOrigin>;

/** A model of another task that training started from, as `<id>@<version>`. */
const StartModel = z.strictObject({ model: z.string() });

/** What taught a student in place of a model that could be asked. */
const TeacherLogits = z.strictObject({
  sources: z
    .array(
      z.strictObject({
        /** Who answered: a model's id and version, or what the recipe calls it. */
        name: z.string(),
        /** In the data folder, else the file's name alone; of a recorded run its key in the bucket. */
        file: z.string(),
        sha256: Sha256,
        /** Of probabilities their logarithms, less their mean over the labels, stood for logits; of several labels a text `log p / (1 - p)`. */
        answers: z.enum(["logits", "probabilities"]),
        /** Rows and texts that were used, held-out ones among them. */
        rows: Count,
      }),
    )
    .min(1),
  /** Rows and texts that would have been used, and had no answer. */
  left_out: Count,
});

/** A further file of labelled rows. */
const MoreRows = z.strictObject({
  file: z.string(),
  /** The suite that this file is: figures on it are of rows that the model has seen. Absent where it is none. */
  suite: SuiteId.optional(),
  rows: Count,
  /** Rows that a suite has, too, that repeat others or teach nothing. */
  left_out: Count,
});

/** What training left behind that a reader of the card wants to know; the whole story is in `training.json`. */
const Training = z.strictObject({
  recipe: z.string(),
  seed: z.int(),
  backend: z.string(),
  epochs: z.number(),
  steps: Count,
  wall_seconds: z.number(),
  examples_per_second: z.number(),
  /** sha256 over the training and dev files that were read. */
  data_sha256: Sha256,
  /** All suites whose training splits it learnt from, where they are several: `trained_on` is the first. */
  suites: z.array(SuiteId).optional(),
  /** What of the task's training split it learnt from, where not from all of it: its scores are not comparable with others'. */
  subset: z.string().optional(),
  /** Further files of labelled rows that it learnt from, in the data folder. */
  more_rows: z.array(MoreRows).optional(),
  /** Suites whose texts it learnt from without labels, by its teacher alone: figures on them are of texts that it has seen. */
  transfer_suites: z.array(SuiteId).optional(),
  /** Suites that its teacher, or what it began with, has learnt from in either way: what it knows of them came second-hand. */
  inherited_suites: z.array(SuiteId).optional(),
  /**
   * Of a student whose teacher was read from its published artefact: how the weights that taught are stored there. Without it the
   * weights taught that the teacher's training left, of which its artefact may be a rounding.
   */
  teacher_storage: Storage.optional(),
  /** Of a student whose teacher was there by its answers, for some stage; `teacher` beside it is null, or taught other stages or was built from. */
  teacher_logits: TeacherLogits.optional(),
  /** What training started from in place of the encoder: the model of a text stage, or one of another task. */
  start: z.union([StartOrigin, StartModel]).optional(),
  /** Of a recipe of several: what each learnt from and by. `epochs` above is the last one's, all other figures are sums. */
  stages: z
    .array(
      z.strictObject({
        on: z.enum(["text", "transfer", "task", "task+transfer"]),
        objective: z.string(),
        epochs: z.number(),
        steps: Count,
        examples: Count,
      }),
    )
    .optional(),
  /** Figures on the whole dev split, by name, of the tfjs model before export. */
  dev: z.record(z.string(), z.number()),
  /** Which part of dev chose epoch, thresholds and temperature: a half by a hash of rows or clusters; all of it where this is absent. */
  choose: z.literal("half").optional(),
  /** Where a half chose: figures on that one, with its `rows`. They flatter, as `dev` does by half as much. */
  dev_chosen: z.record(z.string(), z.number()).optional(),
  /** Where a half chose: figures on the other, with its `rows`, by which this training chose nothing. */
  dev_unseen: z.record(z.string(), z.number()).optional(),
  /** Commit of the code that trained it. */
  code: z.string(),
});
export type Training = z.infer<typeof Training>;

/** Where a model came from that was trained elsewhere, as `retort import` found it. */
const Imported = z.strictObject({
  /** A folder as transformers saves it, or a graph that somebody else made. */
  from: z.enum(["hugging-face", "onnx"]),
  /** As `architectures` in its config.json has it: `BertForSequenceClassification`; null where nothing says. */
  model_class: z.string().nullable(),
  /** Over the file that holds its weights; of several over their digests in the order of their names. */
  sha256: Sha256,
  /** Commit of the code that imported it. */
  code: z.string(),
});
export type Imported = z.infer<typeof Imported>;

const TOKEN_LEVEL: readonly Task[] = ["token-classification", "question-answering"];

const slotsOf = (architecture: AnyArchitecture): number | undefined =>
  architecture.kind === "onnx" ? undefined : architecture.slot_head?.out;

const FIXED_LABELS: Partial<Record<Task, readonly string[]>> = {
  "text-regression": ["score"],
  "question-answering": ["start", "end"],
};

export const Card = z
  .strictObject({
    format: z.literal(1),
    id: ModelId,
    task: Task,
    /** Null where nobody knows: of models that were imported. */
    trained_on: SuiteId.nullable(),
    method: Method,
    description: z.string(),
    /** The model it was distilled from, with the sizes that `compression` divides; null for a teacher. */
    teacher: z.strictObject({ id: ModelId, version: Version, parameters: Count, bytes: Count }).nullable(),
    base_model: z.strictObject({ name: z.string(), source: z.string(), licence: z.string() }),
    licence: z.string(),
    /** Classes, or tags; `["score"]` of a regression; `["start", "end"]` of question answering; none of feature extraction, whose numbers have no names. */
    labels: z.array(z.string().min(1)),
    /** Tags, of a classifier that also gives one to each word of a text: by `architecture.slot_head`. */
    slots: z.array(z.string().min(1)).min(1).optional(),
    /**
     * Of a model of several labels a text, one a label: it holds where its sigmoid is at least so much. 0.5 each where they are absent.
     * Those of a model that was trained here were chosen on dev, label by label, so dev's figures flatter them a little.
     */
    thresholds: z.array(z.number().gt(0).lt(1)).min(1).optional(),
    /** Of a classifier whose dev split was known and could be fitted. */
    calibration: Calibration.optional(),
    /** Tokens after truncation, special tokens included. */
    max_length: z.int().positive(),
    architecture: AnyArchitecture,
    /** Of a graph that somebody else made as most of its initializers' elements are, `i8` for whatever has 8 bits or fewer. */
    storage: Storage,
    /** As served: head included, unused parts left out, quantisation scales not counted. */
    parameters: Count,
    /** Of `weights.safetensors`; of a graph that somebody else made of `model.onnx` and all that holds its initializers. */
    bytes: Count,
    /** Null of a model that was trained elsewhere, which has `imported` instead. */
    training: Training.nullable(),
    imported: Imported.optional(),
    /** Every other file of the version, by name. */
    files: z.record(z.string().regex(/^[a-z0-9._-]+$/), FileDigest),
  })
  .refine((card) => card.task === "feature-extraction" || card.architecture.head.out === card.labels.length, {
    message: "the head must have one output a label",
    path: ["labels"],
  })
  .refine((card) => (card.task === "feature-extraction") === (card.labels.length === 0), {
    message: "a model has labels, unless its task is feature-extraction",
    path: ["labels"],
  })
  .refine((card) => (card.architecture.kind === "onnx") === (card.imported?.from === "onnx"), {
    message: "a graph that somebody else made is imported as that",
    path: ["imported"],
  })
  .refine((card) => (card.training === null) === (card.imported !== undefined), {
    message: "a model was either trained here or imported",
    path: ["training"],
  })
  .refine((card) => card.trained_on !== null || card.imported !== undefined, {
    message: "a model that was trained here says on what",
    path: ["trained_on"],
  })
  .refine((card) => slotsOf(card.architecture) === card.slots?.length, {
    message: "the slot head must have one output a slot tag, and there is one where there are slots",
    path: ["slots"],
  })
  .refine((card) => card.slots === undefined || card.task === "text-classification", {
    message: "slots are given beside a class, by models that classify texts",
    path: ["slots"],
  })
  .refine((card) => card.thresholds === undefined || card.task === "multi-label-classification", {
    message: "thresholds are given by models of several labels a text",
    path: ["thresholds"],
  })
  .refine((card) => card.thresholds === undefined || card.thresholds.length === card.labels.length, {
    message: "there must be one threshold a label",
    path: ["thresholds"],
  })
  .refine((card) => card.calibration === undefined || card.task === "text-classification", {
    message: "a calibration is given by models that classify texts",
    path: ["calibration"],
  })
  .refine(
    ({ task, architecture: { pooling } }) =>
      task === "feature-extraction" || TOKEN_LEVEL.includes(task) === (pooling === "none"),
    {
      message: "models of tokens do not pool, models of texts do",
      path: ["architecture", "pooling"],
    },
  )
  .refine((card) => !(card.task in FIXED_LABELS) || FIXED_LABELS[card.task]!.join() === card.labels.join(), {
    message: "the labels of a regression are [score], those of question answering [start, end]",
    path: ["labels"],
  });
export type Card = z.infer<typeof Card>;

/** What a model can be asked: its task, and where it has slots to tag a text's tokens, too. */
export const tasksOf = ({ task, slots }: Pick<Card, "task" | "slots">): readonly Task[] =>
  slots === undefined ? [task] : [task, "token-classification"];

/** Teacher over student, `{parameters, bytes}`; null for a model without a teacher. */
export function compressionOf(
  card: Pick<Card, "teacher" | "parameters" | "bytes">,
): { parameters: number; bytes: number } | null {
  if (card.teacher === null) return null;
  return { parameters: card.teacher.parameters / card.parameters, bytes: card.teacher.bytes / card.bytes };
}
