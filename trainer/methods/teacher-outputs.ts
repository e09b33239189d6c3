/**
 * A frozen teacher's outputs over the training set, computed once and kept on disk by example id: logits (F32) and a
 * vector of each matched layer (F16: 103 MB for SST-2, 6 -> 3). Or the answers of one that cannot be asked.
 */
import { join } from "node:path";
import { floatsToHalves, halvesToFloats } from "../../r2-assets/format/half.ts";
import { type Tensor2D, tf } from "../backend/tf.ts";
import { makeFolder } from "../files/make-folder.ts";
import { descriptionOf } from "../models/describe.ts";
import type { Model } from "../models/model.ts";
import { forEachOutput, splitRows } from "../models/predict.ts";
import { weightTensors } from "../models/weight-tensors.ts";
import type { Batch, Setting } from "./method.ts";
import { PATIENCE_VECTOR, type PatiencePooling } from "./patience.ts";
import { type RowSize, readPart, type TeacherRow, writePart } from "./teacher-part.ts";

/** What is kept beside the logits. */
export interface Vectors {
  /** 1-based, in the order of the student's layers; 0 is the embedding output. */
  layers: readonly number[];
  pooling: PatiencePooling;
}

/** What a frozen teacher says about a batch. */
export interface TeacherTargets {
  /** Shaped as the student's: `[batch, labels]`, without pooling `[batch * length, labels]` with zeros under the padding. */
  logits: Tensor2D;
  /** One per kept layer, `[batch, width]`. */
  states: Tensor2D[];
}

/** Examples a file: a kill loses at most one file's work. */
const PART = 8192;

/** What of a model's shape its logits depend on. */
type Answering = Pick<Model["config"], "labels" | "pooling">;

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
  targets({ positions, input }: Pick<Batch, "positions" | "input">): TeacherTargets {
    const rows = positions.map((position) => this.get(this.ids[position]));
    const { labels, pooling } = this.config;
    const perText = pooling === "none" ? input.mask.shape[1] : 1; // the batch's length
    const logits = new Float32Array(rows.length * perText * labels);
    rows.forEach((row, i) => {
      logits.set(row.logits, i * perText * labels);
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
    return { logits: tf.tensor2d(logits, [rows.length * perText, labels]), states };
  }
}

/**
 * Reads what lies in the teacher's folder and computes the rest in evaluation mode (no dropout in the targets).
 * What was answered already is taken as it is. Throws RangeError when the teacher gives other answers than the student.
 */
export async function teacherOutputs(
  {
    teacher,
    answers = null,
    student,
    inputs,
    cache,
    onTeacher,
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
  if (config.labels !== student.labels)
    throw new RangeError(`the teacher has ${config.labels} outputs, the student ${student.labels}`);
  const { states } = descriptionOf(config).sizes(config);
  const widths = layers.map((layer) => states[layer]);
  const vectors = widths.reduce((sum, width) => sum + width, 0);
  const read = inputs.map(({ id, teacher, ids, typeIds }) => ({ id, ...(teacher ?? { ids, typeIds }) }));
  const folder = join(cache, layers.length === 0 ? "logits" : `${pooling}-${layers.join("-")}`);
  await makeFolder(folder);
  const rows = new Map<string, TeacherRow>();
  for (let start = 0, part = 0; start < read.length; start += PART, part++) {
    const slice = read.slice(start, start + PART);
    const path = join(folder, `part-${String(part).padStart(4, "0")}.safetensors`);
    const sizes = slice.map(({ id, ids }): RowSize => {
      const logits = (config.pooling === "none" ? ids.length : 1) * config.labels;
      return { id, logits, states: vectors };
    });
    let found = await readPart(path, sizes);
    if (found === undefined) {
      found = compute(teacher, slice, sizes, { layers, pooling }, (done) => onTeacher(start + done, read.length));
      await writePart(path, sizes, found);
    }
    found.forEach((row, i) => {
      rows.set(sizes[i].id, row);
    });
    onTeacher(Math.min(start + PART, read.length), read.length);
  }
  return new TeacherOutputs(
    config,
    widths,
    read.map(({ id }) => id),
    rows,
  );
}

function compute(
  { config, weights }: Model,
  inputs: Setting<unknown>["inputs"],
  sizes: readonly RowSize[],
  { layers, pooling }: Vectors,
  onProgress: (done: number) => void,
): TeacherRow[] {
  const rows = new Array<TeacherRow>(inputs.length);
  const parameters = weightTensors(weights);
  let done = 0;
  forEachOutput(parameters, config, inputs, ({ logits, hiddenStates }, positions, { mask }) => {
    const answers = splitRows(tf.reshape(logits, [positions.length, -1]));
    const vectors = layers.map((layer) => splitRows(PATIENCE_VECTOR[pooling](hiddenStates[layer], mask)));
    positions.forEach((position, row) => {
      const states = new Float32Array(sizes[position].states);
      let from = 0;
      for (const layer of vectors) {
        states.set(layer[row], from);
        from += layer[row].length;
      }
      const unpadded = answers[row].slice(0, sizes[position].logits);
      rows[position] = { logits: unpadded, states: floatsToHalves(states) };
    });
    done += positions.length;
    onProgress(done);
  });
  tf.dispose(parameters);
  return rows;
}
