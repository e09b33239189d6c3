/** A seeded stream of random numbers: the same on every machine and runtime. */
export interface Random {
  /** A whole number from 0 to 2³² - 1. */
  next(): number;
  /** A whole number from 0 to n - 1, each equally likely. n is a whole number from 1 to 2²¹, which is not checked. */
  below(n: number): number;
  /** A float in [0, 1), a multiple of 2⁻³². */
  unit(): number;
  /** Draws as many numbers `below(counts.length)` as there are counts, and leaves in them how often each came up. */
  tally(counts: Uint32Array): void;
}

/** The four 32-bit words of a generator's state; never all 0. */
export type RandomState = readonly [number, number, number, number];

const TWO_32 = 2 ** 32;

/**
 * xoshiro128** by Blackman and Vigna (2018, version 1.1): period 2¹²⁸ - 1, passes BigCrush.
 * Source: prng.di.unimi.it/xoshiro128starstar.c.
 *
 * A class over a typed array because it is drawn from 10⁸ times for one interval: methods of a class are inlined whichever
 * instance they belong to, closures are not, and a field would box whole numbers of more than 31 bits.
 */
export class Xoshiro128 implements Random {
  readonly #state: Int32Array;

  constructor(state: RandomState) {
    this.#state = Int32Array.from(state);
  }

  next(): number {
    const s = this.#state;
    const a = s[0];
    const b = s[1];
    const c = s[2] ^ a;
    const d = s[3] ^ b;
    s[0] = a ^ d;
    s[1] = b ^ c;
    s[2] = c ^ (b << 9);
    s[3] = rotateLeft(d, 11);
    return Math.imul(rotateLeft(Math.imul(b, 5), 7), 9) >>> 0;
  }

  /**
   * Lemire 2019, Fast Random Integer Generation in an Interval: the high word of `next() * n`, drawn again where the low
   * word is one of the `2³² mod n` that would favour some numbers. The product is exact: it has at most 53 bits.
   */
  below(n: number): number {
    let product = this.next() * n;
    if (product >>> 0 < n) {
      const unfair = TWO_32 % n;
      while (product >>> 0 < unfair) product = this.next() * n;
    }
    return Math.floor(product / TWO_32);
  }

  unit(): number {
    return this.next() / TWO_32;
  }

  tally(counts: Uint32Array): void {
    const n = counts.length;
    counts.fill(0);
    for (let i = 0; i < n; i++) counts[this.below(n)]++;
  }
}

/**
 * xoshiro128** started from a seed (taken modulo 2³²). Its state are four steps of a Weyl sequence mixed by the finaliser
 * of MurmurHash3, which is SplitMix in 32 bits (Steele, Lea and Flood 2014): near seeds give unrelated streams.
 */
export function createRandom(seed: number): Random {
  let weyl = seed | 0;
  const word = () => {
    weyl = (weyl + 0x9e3779b9) | 0;
    let z = Math.imul(weyl ^ (weyl >>> 16), 0x85ebca6b);
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
    return z ^ (z >>> 16);
  };
  return new Xoshiro128([word(), word(), word(), word()]);
}

const rotateLeft = (x: number, k: number) => (x << k) | (x >>> (32 - k));
