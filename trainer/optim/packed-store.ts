import { type Tensor, tf } from "../backend/tf.ts";
import { updateAdamW } from "../backend/webgpu/adamw.ts";
import { copyInto } from "../backend/webgpu/copy-into.ts";
import { gradientNorm, partialCount, partialSums } from "../backend/webgpu/gradient-norm.ts";
import { largestTensor } from "../backend/webgpu/largest-tensor.ts";
import { alignedTo, viewOf } from "../backend/webgpu/view.ts";
import { type AdamWOptions, isDecayed, type ParameterState, type ParameterStore } from "./adamw.ts";

/**
 * On webgpu parameters lie side by side in one tensor, and so do their gradients and both moments: a step is three programs
 * however many there are, partial sums of squares, the norm, the update, where one of BERT's with 6 layers was 1,900.
 * Values are views of the tensor they lie in, which is updated in place. There are several such packs where a model is
 * larger than the card's largest buffer.
 */
export class PackedStore implements ParameterStore {
  /** Of one parameter each, in the order in which they came; packed when values are asked for. */
  private readonly waiting = new Map<string, ParameterState>();
  private readonly order: string[] = [];
  private readonly largest: number;
  private packs: Pack[] = [];
  private norm: { sums: Tensor; control: Tensor } | undefined;

  /** `largest`: elements of a pack, at most. */
  constructor(largest = largestTensor()) {
    this.largest = largest;
  }

  add(name: string, state: ParameterState): void {
    this.waiting.set(name, state);
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
      pack.gather(gradients);
      partialSums(pack.g, sums, first);
      first += partialCount(pack.length);
    }
    const norm = gradientNorm(sums, control, maxGradientNorm, afresh);
    for (const pack of this.packs) {
      updateAdamW(pack, pack.g, control, {
        ...{ beta1, beta2, epsilon, decayed: pack.decayed },
        kept: 1 - lr * weightDecay,
        rate: lr / (1 - beta1 ** step),
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
    for (const states of inPacks(this.waiting, this.largest)) this.packs.push(new Pack(states));
    this.waiting.clear();
    if (this.norm) tf.dispose([this.norm.sums, this.norm.control]);
    const pairs = this.packs.reduce((sum, { length }) => sum + partialCount(length), 0);
    this.norm = { sums: tf.keep(tf.zeros([pairs, 2])), control: tf.keep(tf.zeros([2])) };
  }
}

type Named = [name: string, state: ParameterState];

/** In as few packs as `largest` elements in each allow, in order. Throws RangeError where one parameter is too large. */
function inPacks(states: ReadonlyMap<string, ParameterState>, largest: number): Named[][] {
  const packs: Named[][] = [];
  let room = 0;
  for (const [name, state] of states) {
    const size = alignedTo(state.value.length);
    if (size > largest)
      throw new RangeError(
        `parameter ${name} has ${state.value.length} numbers, and this GPU takes ${largest} at most in a buffer`,
      );
    if (size > room) {
      packs.push([]);
      room = largest;
    }
    packs.at(-1)!.push([name, state]);
    room -= size;
  }
  return packs;
}

/** Parameters side by side: those that decay first, each where a view may begin. What lies between is 0 and stays so. */
class Pack {
  readonly p: Tensor;
  readonly m: Tensor;
  readonly v: Tensor;
  /** Gradients of the step that is being taken. */
  readonly g: Tensor;
  readonly views: ReadonlyMap<string, Tensor>;
  /** Elements in all. */
  readonly length: number;
  /** Elements of the parameters that decay. */
  readonly decayed: number;
  private readonly places: ReadonlyMap<string, { first: number; shape: number[] }>;

  constructor(states: readonly Named[]) {
    const decays = ([, { shape }]: Named) => isDecayed(shape);
    const places = new Map<string, { first: number; shape: number[] }>();
    let length = 0;
    const place = ([name, { shape, value }]: Named) => {
      places.set(name, { first: length, shape });
      length += alignedTo(value.length);
    };
    states.filter(decays).forEach(place);
    this.decayed = length;
    states.filter((state) => !decays(state)).forEach(place);
    this.length = length;
    this.places = places;
    const packed = (part: "value" | "m" | "v") => {
      const numbers = new Float32Array(length);
      for (const [name, state] of states) numbers.set(state[part], places.get(name)!.first);
      return tf.keep(tf.tensor1d(numbers));
    };
    [this.p, this.m, this.v] = [packed("value"), packed("m"), packed("v")];
    this.g = tf.keep(tf.zeros([length]));
    this.views = new Map(
      [...places].map(([name, { first, shape }]) => [name, tf.keep(viewOf(this.p, first, shape))] as const),
    );
  }

  /** Puts the gradients of the parameters in here side by side. */
  gather(gradients: Readonly<Record<string, Tensor>>): void {
    copyInto(
      this.g,
      [...this.places].map(([name, { first }]) => [gradients[name], first]),
    );
  }

  snapshot(): Map<string, ParameterState> {
    const [value, m, v] = [this.p, this.m, this.v].map((tensor) => tensor.dataSync<"float32">());
    const parts = ([name, { first, shape }]: [string, { first: number; shape: number[] }]) => {
      const of = (numbers: Float32Array) => numbers.slice(first, first + tf.util.sizeFromShape(shape));
      return [name, { shape, value: of(value), m: of(m), v: of(v) }] as const;
    };
    return new Map([...this.places].map(parts));
  }

  dispose(): void {
    tf.dispose([...this.views.values(), this.p, this.m, this.v, this.g]);
  }
}
