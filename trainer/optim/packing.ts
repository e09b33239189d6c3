import { type Tensor, tf } from "../backend/tf.ts";
import { copyInto } from "../backend/webgpu/copy-into.ts";
import { alignedTo, viewOf } from "../backend/webgpu/view.ts";

type Shaped = readonly [name: string, shape: readonly number[]];

/** How named tensors lie side by side in one, on webgpu: each where a view may begin, zeros between them. */
export class Packing {
  /** Elements in all, a multiple of 64. */
  readonly length: number;
  private readonly places: ReadonlyMap<string, { first: number; shape: readonly number[] }>;

  /** In the order given. */
  constructor(shapes: readonly Shaped[]) {
    let length = 0;
    const place = ([name, shape]: Shaped) => {
      const first = length;
      length += roomOf(shape);
      return [name, { first, shape }] as const;
    };
    this.places = new Map(shapes.map(place));
    this.length = length;
  }

  /** As few packings as `largest` elements in each allow, in the order given. Throws RangeError where one tensor is too large. */
  static within<T extends Shaped>(largest: number, shapes: Iterable<T>): T[][] {
    const packs: T[][] = [];
    let room = 0;
    for (const each of shapes) {
      const [name, shape] = each;
      const size = roomOf(shape);
      if (size > largest)
        throw new RangeError(
          `${name} has ${tf.util.sizeFromShape([...shape])} numbers, and this GPU takes ${largest} at most in a buffer`,
        );
      if (size > room) {
        packs.push([]);
        room = largest;
      }
      packs.at(-1)!.push(each);
      room -= size;
    }
    return packs;
  }

  /** A tensor with all of them. To be disposed by the caller, as are the next two. */
  pack(numbersOf: (name: string) => Float32Array): Tensor {
    const numbers = new Float32Array(this.length);
    for (const [name, { first }] of this.places) numbers.set(numbersOf(name), first);
    return tf.keep(tf.tensor1d(numbers));
  }

  empty(): Tensor {
    return tf.keep(tf.zeros([this.length]));
  }

  /** Each of them as a view of `packed`. */
  views(packed: Tensor): Map<string, Tensor> {
    const view = ([name, { first, shape }]: [string, { first: number; shape: readonly number[] }]) =>
      [name, tf.keep(viewOf(packed, first, shape))] as const;
    return new Map([...this.places].map(view));
  }

  /** Copies tensors of these names to their places. */
  gather(packed: Tensor, tensors: Readonly<Record<string, Tensor>>): void {
    copyInto(
      packed,
      [...this.places].map(([name, { first }]) => [tensors[name], first]),
    );
  }

  /** The numbers of one of them among all. */
  part(numbers: Float32Array, name: string): Float32Array {
    const { first, shape } = this.places.get(name)!;
    return numbers.slice(first, first + tf.util.sizeFromShape([...shape]));
  }
}

const roomOf = (shape: readonly number[]): number => alignedTo(tf.util.sizeFromShape([...shape]));
