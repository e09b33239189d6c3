/**
 * A frozen teacher whose outputs over a training set are kept in memory: computed in the first epoch, read in those after
 * it. Of a step with a student of factors the teacher is 38 % (`layerwise.ts`, 16 texts of 82 tokens, one core).
 * A text's outputs differ in the last bits with its batch, so a run that was stopped and asks again goes on as an
 * uninterrupted one would have but for rounding.
 */
import { totalmem } from "node:os";
import { computesOnCard, isNative } from "../backend/native.ts";
import { type Tensor, type Tensor2D, tf } from "../backend/tf.ts";
import type { Encoded } from "../data/encoded.ts";
import type { OutputSizes } from "../models/architecture.ts";
import { descriptionOf } from "../models/describe.ts";
import { forward } from "../models/index.ts";
import type { ModelInput, ModelOutput } from "../models/input-output.ts";
import type { ModelConfig } from "../models/model.ts";
import { toInput } from "../models/predict.ts";
import type { Parameters } from "../models/weights.ts";
import type { Batch } from "./method.ts";

/** What layers are compared by, and logits; what lies under padding is not defined. Slots are not remembered. */
export type LayerOutputs = Pick<ModelOutput, "hiddenStates" | "attentionScores" | "logits" | "slots">;

/** One text's, without padding. */
interface Row {
  /** Of each of the hidden states `[length * width]`. */
  states: Float32Array[];
  /** Of each layer of attention `[heads * length * length]`. */
  scores: Float32Array[];
  /** `[labels]`, of a model that does not pool `[length * labels]`. */
  logits: Float32Array;
}

/**
 * So that what two runs at once remember leaves the machine half of its memory; with all else such a run took 10 to 11 GB
 * (RTE, STS-B) before steps gave back what they had used up. The outputs over SST-2 would take 14.9 GB, over RTE 5.7.
 */
let mostBytes = Math.min(4e9, totalmem() / 4);

/** Remembers no more than so much, in bytes, where less than that default is to be used. */
export function rememberAtMost(bytes: number): void {
  mostBytes = Math.min(mostBytes, bytes);
}

/**
 * Less of a set than this is not worth keeping: nearly every batch would still have texts to be asked about, and the other
 * way round, all outputs of a batch would be read back and put together again for the few that are known.
 */
const LEAST_SHARE = 1 / 4;

let held = 0;

/** Bytes of rows in memory, of all teachers of this process: what it has grown by on purpose. */
export const rememberedBytes = (): number => held;

/** Numbers a block of memory. Rows of their own between activations that come and go would tear the heap to pieces. */
const BLOCK = 2 ** 24;

/** Whether memory is faster than the teacher here: not where every row would have to leave a card and go back to it. */
export const remembering = (): boolean => tf.getBackend() !== "webgpu" && !(isNative() && computesOnCard());

export class RememberedTeacher {
  private readonly rows = new Map<number, Row>();
  private readonly parameters: Parameters;
  private readonly config: ModelConfig;
  private readonly sizes: OutputSizes;
  private readonly texts: readonly Encoded[];
  private room: number;
  private block = new Float32Array(0);
  /** Of the last batch put together. */
  private readonly slots: Float32Array[] = [];

  /**
   * `texts` in the order that positions count. `bytes`: rows are kept while they fit, the others computed every time; none
   * where only a small part would fit.
   */
  constructor(parameters: Parameters, config: ModelConfig, texts: readonly Encoded[], bytes = mostBytes) {
    this.parameters = parameters;
    this.config = config;
    this.sizes = descriptionOf(config).sizes(config);
    this.texts = texts;
    const all = texts.reduce((sum, _, position) => sum + this.bytesOf(position), 0);
    this.room = bytes < LEAST_SHARE * all ? 0 : bytes;
  }

  /** Rows in memory. */
  get remembered(): number {
    return this.rows.size;
  }

  /** What the teacher says about a batch, until it is asked about another. Called inside a tidy. */
  outputs({ positions, input }: Pick<Batch, "positions" | "input">): LayerOutputs {
    const unknown = positions.filter((position) => !this.rows.has(position));
    if (unknown.length === positions.length) {
      const output = forward(this.parameters, this.config, input);
      if (unknown.some((position) => this.fits(position))) this.take(output, unknown);
      return output;
    }
    const others =
      unknown.length === 0
        ? new Map<number, Row>()
        : this.take(forward(this.parameters, this.config, toInput(unknown.map((i) => this.texts[i]))), unknown);
    const rows = positions.map((position) => (this.rows.get(position) ?? others.get(position))!);
    return this.together(
      rows,
      positions.map((position) => this.lengthOf(position)),
      input,
    );
  }

  /** Forgets all rows. */
  dispose(): void {
    for (const position of this.rows.keys()) this.hold(-this.bytesOf(position));
    this.rows.clear();
    this.block = new Float32Array(0);
  }

  private lengthOf(position: number): number {
    return this.texts[position].ids.length;
  }

  /** Bytes of a text's row. */
  private bytesOf(position: number): number {
    const { labels, pooling } = this.config;
    const length = this.lengthOf(position);
    const answers = labels * (pooling === "none" ? length : 1);
    const [width, heads] = [sum(this.sizes.states), sum(this.sizes.heads)]; // of all layers together
    return 4 * (length * width + heads * length * length + answers);
  }

  private fits(position: number): boolean {
    return this.bytesOf(position) <= this.room;
  }

  /** Keeps the texts of a batch that there is room for; returns the others. */
  private take(output: LayerOutputs, positions: readonly number[]): Map<number, Row> {
    const { labels, pooling } = this.config;
    const numbers = (t: Tensor) => t.dataSync<"float32">();
    const [states, scores] = [output.hiddenStates.map(numbers), output.attentionScores.map(numbers)];
    const logits = numbers(output.logits);
    const longest = output.hiddenStates[0].shape[0] / positions.length;
    const others = new Map<number, Row>();
    positions.forEach((position, i) => {
      const length = this.lengthOf(position);
      const kept = this.fits(position);
      if (kept) this.hold(this.bytesOf(position));
      const empty = (size: number) => (kept ? this.allocate(size) : new Float32Array(size));
      /** Text i of a tensor that has as many numbers for each; the first `size` of them. */
      const copy = (all: Float32Array, size: number) => {
        const from = (i * all.length) / positions.length;
        const row = empty(size);
        row.set(all.subarray(from, from + size));
        return row;
      };
      const row: Row = {
        states: states.map((layer, l) => copy(layer, length * this.sizes.states[l])),
        scores: scores.map((layer, l) => {
          const heads = this.sizes.heads[l];
          const squares = empty(heads * length * length);
          copySquares(layer.subarray(i * heads * longest * longest), longest, squares, length, heads);
          return squares;
        }),
        logits: copy(logits, labels * (pooling === "none" ? length : 1)),
      };
      (kept ? this.rows : others).set(position, row);
    });
    return others;
  }

  /** Counts a row that is kept, or, less than none, one that is not any more. */
  private hold(bytes: number): void {
    this.room -= bytes;
    held += bytes;
  }

  private allocate(size: number): Float32Array {
    if (this.block.length < size) this.block = new Float32Array(Math.max(BLOCK, size));
    const taken = this.block.subarray(0, size);
    this.block = this.block.subarray(size);
    return taken;
  }

  /** Rows as one batch, zeros under the padding. */
  private together(rows: readonly Row[], lengths: readonly number[], { mask }: ModelInput): LayerOutputs {
    const { labels, pooling } = this.config;
    const { states, heads } = this.sizes;
    const [batch, longest] = mask.shape;
    const vectors = (slot: number, shape: [number, number], from: (row: Row) => Float32Array) =>
      this.filled(slot, shape, (all) => {
        rows.forEach((row, i) => {
          all.set(from(row), (i * all.length) / batch);
        });
      });
    const squares = (count: number, layer: number) =>
      this.filled(states.length + layer, [batch, count, longest, longest], (all) => {
        rows.forEach((row, i) => {
          copySquares(row.scores[layer], lengths[i], all.subarray((i * all.length) / batch), longest, count);
        });
      });
    return {
      hiddenStates: states.map((width, l) => vectors(l, [batch * longest, width], (row) => row.states[l])),
      attentionScores: heads.map(squares),
      logits: vectors(
        states.length + heads.length,
        [batch * (pooling === "none" ? longest : 1), labels],
        (row) => row.logits,
      ) as Tensor2D,
    };
  }

  /**
   * A tensor of zeros but for what `fill` writes, in the slot's own memory: TensorFlow reads a JavaScript array where it
   * lies. With new arrays, 50 MB a step, the process grew by gigabytes before the collector came.
   */
  private filled(slot: number, shape: number[], fill: (all: Float32Array) => void): Tensor {
    const size = shape.reduce((a, b) => a * b);
    if ((this.slots[slot]?.length ?? 0) < size) this.slots[slot] = new Float32Array(size);
    const all = this.slots[slot].subarray(0, size).fill(0);
    fill(all);
    return tf.tensor(all, shape);
  }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

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
