/**
 * A frozen teacher's outputs over the training set, computed once and kept on disk by example id: logits (F32) and
 * the masked mean after each matched layer (F16, as in the paper's own recipe of storing 103 MB for SST-2, 6 -> 3).
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { floatsToHalves, halvesToFloats } from "../../r2-assets/format/half.ts";
import { readSafetensors, toFloat32, writeSafetensors } from "../../r2-assets/format/safetensors.ts";
import { type Tensor2D, tf } from "../backend/tf.ts";
import type { Example } from "../data/dataset.ts";
import { makeFolder } from "../files/make-folder.ts";
import { replaceFile } from "../files/replace-file.ts";
import type { Parameters } from "../models/bert.ts";
import type { BertConfig } from "../models/bert-config.ts";
import { forEachOutput } from "../models/predict.ts";
import { maskedMean } from "../nn/masked-mean.ts";
import type { TeacherTargets } from "./pkd.ts";

export interface Teacher {
  parameters: Parameters;
  config: BertConfig;
  /** Layers whose vectors are kept, 1-based; 0 is the embedding output. */
  layers: readonly number[];
}

/** Examples a file: a kill loses at most one file's work. */
const PART = 8192;

/** Rows by example id. `states` is `[rows, layers, width]` in F16. */
export class TeacherOutputs {
  private readonly rows = new Map<string, { logits: Float32Array; states: Uint16Array }>();
  private readonly width: number;

  constructor(width: number) {
    this.width = width;
  }

  has(id: string): boolean {
    return this.rows.has(id);
  }

  get size(): number {
    return this.rows.size;
  }

  add(id: string, logits: Float32Array, states: Uint16Array): void {
    this.rows.set(id, { logits, states });
  }

  /** One example's rows: logits `[classes]` and states `[layers * width]` (F16 bits). Throws for an unknown id. */
  get(id: string): { logits: Float32Array; states: Uint16Array } {
    const row = this.rows.get(id);
    if (row === undefined) throw new Error(`the teacher's outputs hold no example ${id}`);
    return row;
  }

  /** The targets of a batch, as new tensors. */
  targets(ids: readonly string[]): TeacherTargets {
    const rows = ids.map((id) => this.get(id));
    const layers = rows[0].states.length / this.width;
    const classes = rows[0].logits.length;
    const logits = Float32Array.from(
      { length: ids.length * classes },
      (_, i) => rows[Math.floor(i / classes)].logits[i % classes],
    );
    const states = Array.from({ length: layers }, (_, layer) => {
      const packed = new Uint16Array(ids.length * this.width);
      rows.forEach((row, i) => {
        packed.set(row.states.subarray(layer * this.width, (layer + 1) * this.width), i * this.width);
      });
      return tf.tensor2d(halvesToFloats(packed), [ids.length, this.width]);
    });
    return { logits: tf.tensor2d(logits, [ids.length, classes]), states };
  }
}

/**
 * Reads what lies in `folder` and computes the rest in evaluation mode (no dropout in the targets).
 * `folder` must be named by everything the outputs depend on: teacher weights, layers, texts, their truncation.
 */
export async function teacherOutputs(
  folder: string,
  teacher: Teacher,
  examples: readonly Example[],
  onProgress: (done: number) => void = () => {},
): Promise<TeacherOutputs> {
  await makeFolder(folder);
  const outputs = new TeacherOutputs(teacher.config.width);
  for (let start = 0, part = 0; start < examples.length; start += PART, part++) {
    const slice = examples.slice(start, start + PART);
    const path = join(folder, `part-${String(part).padStart(4, "0")}.safetensors`);
    if (!(await readPart(path, slice, outputs))) {
      compute(teacher, slice, outputs, (done) => onProgress(start + done));
      await writePart(path, slice, outputs);
    }
    onProgress(Math.min(start + PART, examples.length));
  }
  return outputs;
}

function compute(
  teacher: Teacher,
  examples: readonly Example[],
  outputs: TeacherOutputs,
  onProgress: (done: number) => void,
) {
  let done = 0;
  forEachOutput(teacher.parameters, teacher.config, examples, ({ logits, hiddenStates }, positions, { mask }) => {
    const states = tf.concat(
      teacher.layers.map((layer) => maskedMean(hiddenStates[layer], mask)),
      1,
    ) as Tensor2D;
    const [logitData, stateData] = [logits.dataSync<"float32">(), states.dataSync<"float32">()];
    const [classes, width] = [logits.shape[1], states.shape[1]];
    positions.forEach((position, row) => {
      const logitRow = logitData.slice(row * classes, (row + 1) * classes);
      outputs.add(examples[position].id, logitRow, floatsToHalves(stateData.slice(row * width, (row + 1) * width)));
    });
    done += positions.length;
    onProgress(done);
  });
}

async function writePart(path: string, examples: readonly Example[], outputs: TeacherOutputs): Promise<void> {
  const rows = examples.map(({ id }) => outputs.get(id));
  const [classes, states] = [rows[0].logits.length, rows[0].states.length];
  const logits = new Float32Array(rows.length * classes);
  const packed = new Uint16Array(rows.length * states);
  rows.forEach((row, i) => {
    logits.set(row.logits, i * classes);
    packed.set(row.states, i * states);
  });
  const file = writeSafetensors(
    [
      { name: "logits", dtype: "F32", shape: [rows.length, classes], data: new Uint8Array(logits.buffer) },
      { name: "states", dtype: "F16", shape: [rows.length, states], data: new Uint8Array(packed.buffer) },
    ],
    { ids: JSON.stringify(examples.map(({ id }) => id)) },
  );
  await replaceFile(path, file);
}

/** Whether the file was there and holds exactly these examples; it is computed anew otherwise. */
async function readPart(path: string, examples: readonly Example[], outputs: TeacherOutputs): Promise<boolean> {
  let file: ReturnType<typeof readSafetensors>;
  try {
    file = readSafetensors(await readFile(path));
  } catch {
    return false;
  }
  const ids: string[] = JSON.parse(file.metadata.ids ?? "[]");
  const [logits, states] = [file.tensors.get("logits"), file.tensors.get("states")];
  if (logits === undefined || states === undefined || ids.length !== examples.length) return false;
  if (ids.some((id, i) => id !== examples[i].id)) return false;
  const [classes, width] = [logits.shape[1], states.shape[1]];
  const logitData = toFloat32(logits);
  const { buffer, byteOffset, byteLength } = states.data.slice();
  const stateData = new Uint16Array(buffer, byteOffset, byteLength / 2);
  ids.forEach((id, i) => {
    outputs.add(id, logitData.slice(i * classes, (i + 1) * classes), stateData.subarray(i * width, (i + 1) * width));
  });
  return true;
}
