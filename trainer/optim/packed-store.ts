import { type Tensor, tf } from "../backend/tf.ts";
import { updateAdamW } from "../backend/webgpu/adamw.ts";
import { gradientNorm, partialCount, partialSums } from "../backend/webgpu/gradient-norm.ts";
import { largestTensor } from "../backend/webgpu/largest-tensor.ts";
import { type AdamWOptions, isDecayed, type ParameterState, type ParameterStore } from "./adamw.ts";
import { Packing } from "./packing.ts";

/**
 * On webgpu parameters lie side by side in one tensor, and so do their gradients and both moments: a step is three programs
 * however many there are, partial sums of squares, the norm, the update, where one of BERT's with 6 layers was 1,900.
 * Values are views of the tensor they lie in, which is updated in place. There are several such packs where a model is
 * larger than the card's largest buffer.
 */
export class PackedStore implements ParameterStore {
  /** Of one parameter each, in the order in which they came; packed when values are asked for. */
  private readonly waiting = new Map<string, Waiting>();
  private readonly order: string[] = [];
  private readonly largest: number;
  private packs: Pack[] = [];
  private norm: { sums: Tensor; control: Tensor } | undefined;

  /** `largest`: elements of a pack, at most. */
  constructor(largest = largestTensor()) {
    this.largest = largest;
  }

  add(name: string, state: ParameterState, rate = 1): void {
    this.waiting.set(name, { state, rate });
    this.order.push(name);
  }

  values(): Record<string, Tensor> {
    this.pack();
    const views = new Map(this.packs.flatMap(({ views }) => [...views]));
    return Object.fromEntries(this.order.map((name) => [name, views.get(name)!]));
  }

  update(
    gradients: Record<string, Tensor>,
    step: number,
    lr: number,
    { beta1, beta2, epsilon, weightDecay, maxGradientNorm }: AdamWOptions,
    afresh: boolean,
  ): Tensor {
    this.pack();
    const { sums, control } = this.norm!;
    let first = 0;
    for (const pack of this.packs) {
      pack.packing.gather(pack.g, gradients);
      partialSums(pack.g, sums, first);
      first += partialCount(pack.packing.length);
    }
    const norm = gradientNorm(sums, control, maxGradientNorm, afresh);
    for (const pack of this.packs) {
      const own = lr * pack.rate;
      updateAdamW(pack, pack.g, control, {
        ...{ beta1, beta2, epsilon, decayed: pack.decayed },
        kept: 1 - own * weightDecay,
        rate: own / (1 - beta1 ** step),
        correction: 1 - beta2 ** step,
      });
    }
    tf.dispose(gradients);
    return norm;
  }

  snapshot(): Map<string, ParameterState> {
    this.pack();
    const states = new Map(this.packs.flatMap((pack) => [...pack.snapshot()]));
    return new Map(this.order.map((name) => [name, states.get(name)!]));
  }

  dispose(): void {
    for (const pack of this.packs) pack.dispose();
    if (this.norm) tf.dispose([this.norm.sums, this.norm.control]);
    this.packs = [];
    this.norm = undefined;
  }

  /** Takes in what waits. */
  private pack(): void {
    if (this.waiting.size === 0) return;
    for (const rate of new Set([...this.waiting.values()].map((waiting) => waiting.rate))) {
      const alike = [...this.waiting].filter(([, waiting]) => waiting.rate === rate);
      const shapes = alike.map(([name, { state }]) => [name, state.shape] as const);
      for (const pack of Packing.within(this.largest, shapes))
        this.packs.push(
          new Pack(
            pack.map(([name]) => [name, this.waiting.get(name)!.state]),
            rate,
          ),
        );
    }
    this.waiting.clear();
    if (this.norm) tf.dispose([this.norm.sums, this.norm.control]);
    const pairs = this.packs.reduce((sum, { packing }) => sum + partialCount(packing.length), 0);
    this.norm = { sums: tf.keep(tf.zeros([pairs, 2])), control: tf.keep(tf.zeros([2])) };
  }
}

interface Waiting {
  state: ParameterState;
  rate: number;
}

type Named = [name: string, state: ParameterState];

/** Parameters side by side, those that decay first, so that one number says which do. */
class Pack {
  readonly p: Tensor;
  readonly m: Tensor;
  readonly v: Tensor;
  /** Gradients of the step that is being taken. */
  readonly g: Tensor;
  readonly views: ReadonlyMap<string, Tensor>;
  /** Elements of the parameters that decay. */
  readonly decayed: number;
  readonly packing: Packing;
  /** The share of the learning rate by which they all learn. */
  readonly rate: number;
  private readonly shapes: ReadonlyMap<string, number[]>;

  constructor(states: readonly Named[], rate: number) {
    this.rate = rate;
    const byName = new Map(states);
    const shapes = states.map(([name, { shape }]) => [name, shape] as const);
    const [decayed, others] = [true, false].map((is) => shapes.filter(([, shape]) => isDecayed(shape) === is));
    this.shapes = new Map(shapes);
    this.packing = new Packing([...decayed, ...others]);
    this.decayed = new Packing(decayed).length;
    const packed = (part: "value" | "m" | "v") => this.packing.pack((name) => byName.get(name)![part]);
    [this.p, this.m, this.v] = [packed("value"), packed("m"), packed("v")];
    this.g = this.packing.empty();
    this.views = this.packing.views(this.p);
  }

  snapshot(): [name: string, ParameterState][] {
    const [p, m, v] = [this.p, this.m, this.v].map((tensor) => tensor.dataSync<"float32">());
    const of = (numbers: Float32Array, name: string) => this.packing.part(numbers, name);
    return [...this.shapes].map(([name, shape]) => [
      name,
      { shape, value: of(p, name), m: of(m, name), v: of(v, name) },
    ]);
  }

  dispose(): void {
    tf.dispose([...this.views.values(), this.p, this.m, this.v, this.g]);
  }
}
