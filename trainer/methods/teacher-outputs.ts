/**
 * A frozen teacher's outputs over the training set, computed once and kept on disk by what the teacher read: logits (F32) and a
 * vector of each matched layer (F16: 103 MB for SST-2, 6 -> 3). Or the answers of one that cannot be asked.
 */
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { floatsToHalves, halvesToFloats } from "../../r2-assets/format/half.ts";
import { logitCount } from "../../r2-assets/format/logits.ts";
import { type Tensor2D, tf } from "../backend/tf.ts";
import type { Encoded } from "../data/encoded.ts";
import { makeFolder } from "../files/make-folder.ts";
import { descriptionOf } from "../models/describe.ts";
import type { Model } from "../models/model.ts";
import { answersOf, eachOutput, splitRows } from "../models/predict.ts";
import { weightTensors } from "../models/weight-tensors.ts";
import { type Batch, readByTeacher, type Setting } from "./method.ts";
import { PATIENCE_VECTOR, type PatiencePooling } from "./patience.ts";
import { contentKey, type RowSize, type TeacherRow } from "./teacher-part.ts";
import { keepRows, storedRows } from "./teacher-store.ts";

/** What is kept beside the logits. */
export interface Vectors {
  /** 1-based, in the order of the student's layers; 0 is the embedding output. */
  layers: readonly number[];
  pooling: PatiencePooling;
}

/** What a frozen teacher says about a batch. */
export interface TeacherTargets {
  /** `[batch, labels]`, without pooling `[batch * length, labels]` in the teacher's length, with zeros under the padding. */
  logits: Tensor2D;
  /** `[batch * length, slots]` likewise; none where the models have none. */
  slots?: Tensor2D;
  /** One per kept layer, `[batch, width]`. */
  states: Tensor2D[];
}

/** Examples a file: a kill loses at most one file's work, a stop that is asked for none. */
const PART = 8192;

/** Somebody asked for a stop while the teacher answered. What it had answered is kept. */
export class StoppedError extends Error {
  override name = "StoppedError";
}

/** What of a model's shape its logits depend on. */
type Answering = Pick<Model["config"], "labels" | "pooling" | "slots">;

/** Rows of the training set, found by example id. */
export class TeacherOutputs {
  private readonly rows: ReadonlyMap<string, TeacherRow>;
  private readonly ids: readonly string[];
  private readonly config: Answering;
  private readonly widths: readonly number[];

  /** `widths`: of the vectors of each row; `ids` in the order that positions count. */
  constructor(
    config: Answering,
    widths: readonly number[],
    ids: readonly string[],
    rows: ReadonlyMap<string, TeacherRow>,
  ) {
    this.config = config;
    this.widths = widths;
    this.ids = ids;
    this.rows = rows;
  }

  /** One example's row. Throws for an unknown id. */
  get(id: string): TeacherRow {
    const row = this.rows.get(id);
    if (row === undefined) throw new Error(`the teacher's outputs hold no example ${id}`);
    return row;
  }

  /** The rows of a batch, as new tensors. */
  targets({ positions, ...batch }: Pick<Batch, "positions" | "input" | "teacher">): TeacherTargets {
    const rows = positions.map((position) => this.get(this.ids[position]));
    const { labels, pooling, slots } = this.config;
    const length = readByTeacher(batch).mask.shape[1]; // the batch's
    const perText = pooling === "none" ? length : 1;
    const logits = new Float32Array(rows.length * perText * labels);
    const ofTokens = new Float32Array(rows.length * length * (slots ?? 0));
    rows.forEach((row, i) => {
      logits.set(slots ? row.logits.subarray(0, labels) : row.logits, i * perText * labels);
      if (slots) ofTokens.set(row.logits.subarray(labels), i * length * slots);
    });
    let from = 0;
    const states = this.widths.map((width) => {
      const packed = new Uint16Array(rows.length * width);
      rows.forEach((row, i) => {
        packed.set(row.states.subarray(from, from + width), i * width);
      });
      from += width;
      return tf.tensor2d(halvesToFloats(packed), [rows.length, width]);
    });
    return {
      logits: tf.tensor2d(logits, [rows.length * perText, labels]),
      ...(slots && { slots: tf.tensor2d(ofTokens, [rows.length * length, slots]) }),
      states,
    };
  }
}

/**
 * Reads what lies in the teacher's folder and computes the rest in evaluation mode (no dropout in the targets).
 * What was answered already is taken as it is. Throws RangeError when the teacher gives other answers than the student, and StoppedError
 * where a stop is asked for.
 */
export async function teacherOutputs(
  {
    teacher,
    answers = null,
    student,
    inputs,
    cache,
    onTeacher,
    shouldStop = () => false,
  }: Omit<Setting<unknown>, "options" | "on" | "task" | "tokenizer">,
  { layers, pooling }: Vectors,
): Promise<TeacherOutputs> {
  if (answers !== null && layers.length === 0) {
    const ids = inputs.map(({ id }) => id);
    const row = (id: string): TeacherRow => ({ logits: answers.of(id), states: new Uint16Array(0) });
    return new TeacherOutputs(student, [], ids, new Map(ids.map((id) => [id, row(id)])));
  }
  if (teacher === null) throw new Error("there are no outputs without a teacher");
  const { config } = teacher;
  const outputs = ({ labels, slots }: Model["config"]) => `${labels} outputs${slots ? ` and ${slots} slots` : ""}`;
  if (outputs(config) !== outputs(student))
    throw new RangeError(`the teacher has ${outputs(config)}, the student ${outputs(student)}`);
  const { states } = descriptionOf(config).sizes(config);
  const widths = layers.map((layer) => states[layer]);
  const vectors = widths.reduce((sum, width) => sum + width, 0);
  const read = inputs.map(({ teacher, ids, typeIds }): Encoded => teacher ?? { ids, typeIds });
  const keys = read.map(contentKey);
  const texts = new Map(keys.map((key, i) => [key, read[i]!]));
  const sizeOf = ({ ids }: Encoded): RowSize => ({
    logits: logitCount(config, ids.length),
    states: vectors,
  });
  const folder = layers.length === 0 ? "logits" : `${pooling}-${layers.join("-")}`;
  await makeFolder(join(cache, folder));
  const rows = await storedRows(cache, folder, new Map(Array.from(texts, ([key, text]) => [key, sizeOf(text)])));
  const missing = [...texts].filter(([key]) => !rows.has(key));
  onTeacher(rows.size, texts.size);
  for (let start = 0; start < missing.length; start += PART) {
    const slice = missing.slice(start, start + PART);
    const part = slice.map(([, text]) => text);
    const before = rows.size;
    const made = await compute(teacher, part, part.map(sizeOf), { layers, pooling }, (done) => {
      onTeacher(before + done, texts.size);
      return shouldStop();
    });
    const computed = new Map([...made].map(([i, row]) => [slice[i]![0], row]));
    if (computed.size > 0) await keepRows(join(cache, folder), computed);
    if (computed.size < slice.length) throw new StoppedError("stopped while the teacher answered");
    for (const [key, row] of computed) rows.set(key, row);
  }
  return new TeacherOutputs(
    config,
    widths,
    inputs.map(({ id }) => id),
    new Map(inputs.map(({ id }, i) => [id, rows.get(keys[i]!)!])),
  );
}

/** Rows by their place among `inputs`: of all, unless `onProgress` says that somebody asked for a stop. */
async function compute(
  { config, weights }: Model,
  inputs: readonly Encoded[],
  sizes: readonly RowSize[],
  { layers, pooling }: Vectors,
  onProgress: (done: number) => boolean,
): Promise<Map<number, TeacherRow>> {
  const rows = new Map<number, TeacherRow>();
  const parameters = weightTensors(weights);
  const visits = eachOutput(parameters, config, inputs, (output, positions, { mask }) => {
    const { hiddenStates } = output;
    const lengths = positions.map((position) => inputs[position].ids.length);
    const answers = answersOf(output, config, lengths);
    const vectors = layers.map((layer) => splitRows(PATIENCE_VECTOR[pooling](hiddenStates[layer], mask)));
    positions.forEach((position, row) => {
      const states = new Float32Array(sizes[position].states);
      let from = 0;
      for (const layer of vectors) {
        states.set(layer[row], from);
        from += layer[row].length;
      }
      rows.set(position, { logits: answers[row].slice(), states: floatsToHalves(states) }); // without the padding's memory
    });
  });
  while (!visits.next().done && !onProgress(rows.size)) await setImmediate(); // lets signals in
  tf.dispose(parameters);
  return rows;
}
