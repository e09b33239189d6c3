/**
 * A frozen teacher whose outputs over a training set are kept in memory: computed in the first epoch, read in those after
 * it. Of a step with a student of factors the teacher is 38 % (`layerwise.ts`, 16 texts of 82 tokens, one core).
 */
import { totalmem } from "node:os";
import { computesOnCard, isNative } from "../backend/native.ts";
import { type Tensor, tf } from "../backend/tf.ts";
import { type BertInput, type BertOutput, bert, type Parameters } from "../models/bert.ts";
import type { BertConfig } from "../models/bert-config.ts";
import { splitRows, toInput } from "../models/predict.ts";
import type { Encoded } from "../tasks/task.ts";
import type { Batch } from "./method.ts";

/** What layers are compared by, and logits; what lies under padding is not defined. */
export type LayerOutputs = Pick<BertOutput, "hiddenStates" | "attentionScores" | "logits">;

/** One text's, without padding. */
interface Row {
  /** `[layers + 1]` of `[length * width]`. */
  states: Float32Array[];
  /** `[layers]` of `[heads * length * length]`. */
  scores: Float32Array[];
  /** `[labels]`, of a model that does not pool `[length * labels]`. */
  logits: Float32Array;
}

/** So that two runs at once leave the machine most of its memory. The outputs over SST-2 would take 12.7 GB, over RTE 5.4. */
const MOST_BYTES = Math.min(6e9, totalmem() / 4);

/** Whether memory is faster than the teacher here: not where every row would have to leave a card and go back to it. */
export const remembering = (): boolean => tf.getBackend() !== "webgpu" && !(isNative() && computesOnCard());

export class RememberedTeacher {
  private readonly rows = new Map<number, Row>();
  private readonly parameters: Parameters;
  private readonly config: BertConfig;
  private readonly texts: readonly Encoded[];
  private room: number;

  /** `texts` in the order that positions count. `bytes`: rows are kept while they fit, the others computed every time. */
  constructor(parameters: Parameters, config: BertConfig, texts: readonly Encoded[], bytes = MOST_BYTES) {
    this.parameters = parameters;
    this.config = config;
    this.texts = texts;
    this.room = bytes;
  }

  /** Rows in memory. */
  get remembered(): number {
    return this.rows.size;
  }

  /** What the teacher says about a batch. Called inside a tidy. */
  outputs({ positions, input }: Pick<Batch, "positions" | "input">): LayerOutputs {
    const unknown = positions.filter((position) => !this.rows.has(position));
    if (unknown.length === positions.length) {
      const output = bert(this.parameters, this.config, input);
      if (unknown.some((position) => this.fits(position))) this.keep(unknown, this.taken(output, unknown));
      return output;
    }
    const fresh = new Map<number, Row>();
    if (unknown.length > 0) {
      const output = bert(this.parameters, this.config, toInput(unknown.map((position) => this.texts[position])));
      const rows = this.taken(output, unknown);
      unknown.forEach((position, i) => {
        fresh.set(position, rows[i]);
      });
      this.keep(unknown, rows);
    }
    return this.together(
      positions.map((position) => (this.rows.get(position) ?? fresh.get(position))!),
      positions.map((position) => this.lengthOf(position)),
      input,
    );
  }

  private lengthOf(position: number): number {
    return this.texts[position].ids.length;
  }

  /** Bytes of a text's row. */
  private bytesOf(position: number): number {
    const { layers, width, heads, labels, pooling } = this.config;
    const length = this.lengthOf(position);
    const answers = labels * (pooling === "none" ? length : 1);
    return 4 * ((layers + 1) * length * width + layers * heads * length * length + answers);
  }

  private fits(position: number): boolean {
    return this.bytesOf(position) <= this.room;
  }

  private keep(positions: readonly number[], rows: readonly Row[]): void {
    positions.forEach((position, i) => {
      if (!this.fits(position)) return;
      this.room -= this.bytesOf(position);
      this.rows.set(position, rows[i]);
    });
  }

  /** A batch's outputs, text by text, the padding left out. */
  private taken(output: LayerOutputs, positions: readonly number[]): Row[] {
    const { width, heads, labels, pooling } = this.config;
    const perText = (t: Tensor) => splitRows(tf.reshape(t, [positions.length, -1]));
    const states = output.hiddenStates.map(perText);
    const scores = output.attentionScores.map(perText);
    const logits = perText(output.logits);
    return positions.map((position, i) => {
      const length = this.lengthOf(position);
      return {
        states: states.map((layer) => layer[i].slice(0, length * width)),
        scores: scores.map((layer) => squares(layer[i], heads, Math.sqrt(layer[i].length / heads), length)),
        logits: logits[i].slice(0, labels * (pooling === "none" ? length : 1)),
      };
    });
  }

  /** Rows as one batch, zeros under the padding. */
  private together(rows: readonly Row[], lengths: readonly number[], { mask }: BertInput): LayerOutputs {
    const { layers, width, heads, labels, pooling } = this.config;
    const [batch, longest] = mask.shape;
    const filled = (size: number, from: (row: Row) => Float32Array) => {
      const all = new Float32Array(batch * size);
      rows.forEach((row, i) => {
        all.set(from(row), i * size);
      });
      return all;
    };
    const tokens = pooling === "none" ? longest : 1;
    const hiddenStates = Array.from({ length: layers + 1 }, (_, l) =>
      tf.tensor2d(
        filled(longest * width, (row) => row.states[l]),
        [batch * longest, width],
      ),
    );
    const attentionScores = Array.from({ length: layers }, (_, l) => {
      const all = new Float32Array(batch * heads * longest * longest);
      rows.forEach((row, i) => {
        copySquares(row.scores[l], lengths[i], all.subarray(i * heads * longest * longest), longest, heads);
      });
      return tf.tensor4d(all, [batch, heads, longest, longest]);
    });
    const logits = filled(tokens * labels, (row) => row.logits);
    return { hiddenStates, attentionScores, logits: tf.tensor2d(logits, [batch * tokens, labels]) };
  }
}

/** The first `length` rows and columns of each of `count` matrices `[side, side]`. */
function squares(all: Float32Array, count: number, side: number, length: number): Float32Array {
  const out = new Float32Array(count * length * length);
  copySquares(all, side, out, length, count);
  return out;
}

/** Copies what both have in common of `count` square matrices, from rows of `side` numbers to rows of `newSide`. */
function copySquares(from: Float32Array, side: number, to: Float32Array, newSide: number, count: number): void {
  if (side === newSide) {
    to.set(from.subarray(0, count * side * side));
    return;
  }
  const common = Math.min(side, newSide);
  for (let matrix = 0; matrix < count; matrix++) {
    for (let row = 0; row < common; row++) {
      const start = (matrix * side + row) * side;
      to.set(from.subarray(start, start + common), (matrix * newSide + row) * newSide);
    }
  }
}
