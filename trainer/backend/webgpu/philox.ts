/**
 * Philox 4x32-10, a random number generator without a state: four words of 32 bits are a function of a counter of four
 * words and a key of two, so that every invocation draws for itself, and draws the same again later.
 *
 *     ten rounds of (c0, c1, c2, c3) <- (hi(M1 c2) ^ c1 ^ k0, lo(M1 c2), hi(M0 c0) ^ c3 ^ k1, lo(M0 c0))
 *     with (k0, k1) <- (k0 + W0, k1 + W1) between them
 *
 * Source: Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC 2011. It passes BigCrush, which shorter mixes
 * of a counter don't. Integers only: every driver gives the same words.
 */
const [M0, M1] = [0xd2511f53, 0xcd9e8d57];
const [W0, W1] = [0x9e3779b9, 0xbb67ae85];

/** What the numbers of one place in one step of one run depend on; each is taken as 32 bits. */
export interface RandomKey {
  seed: number;
  step: number;
  site: number;
}

/** `philox(counter, key)` and `uniforms4(block, seed, step, site)`, the four uniform numbers of a block of four elements. */
export const philoxWgsl = `
fn mulHigh(a: u32, b: u32) -> u32 {
  let low = (a & 0xffffu) * (b & 0xffffu);
  let middle = (a >> 16u) * (b & 0xffffu) + (low >> 16u);
  let other = (a & 0xffffu) * (b >> 16u) + (middle & 0xffffu);
  return (a >> 16u) * (b >> 16u) + (middle >> 16u) + (other >> 16u);
}
fn philox(counter: vec4<u32>, key: vec2<u32>) -> vec4<u32> {
  var c = counter;
  var k = key;
  for (var round = 0; round < 10; round++) {
    c = vec4<u32>(
      mulHigh(${M1}u, c.z) ^ c.y ^ k.x,
      ${M1}u * c.z,
      mulHigh(${M0}u, c.x) ^ c.w ^ k.y,
      ${M0}u * c.x,
    );
    k += vec2<u32>(${W0}u, ${W1}u);
  }
  return c;
}
fn uniforms4(block: u32, seed: u32, step: u32, site: u32) -> vec4<f32> {
  return vec4<f32>(philox(vec4<u32>(block, step, 0u, 0u), vec2<u32>(seed, site)) >> vec4<u32>(8u)) * 0x1p-24f;
}
`;

/** The same in TypeScript: what the WGSL is compared with. */
export function philox(counter: readonly number[], key: readonly number[]): [number, number, number, number] {
  let [c0, c1, c2, c3] = counter.map((word) => word >>> 0);
  let [k0, k1] = key.map((word) => word >>> 0);
  for (let round = 0; round < 10; round++) {
    const [first, second] = [BigInt(M0) * BigInt(c0), BigInt(M1) * BigInt(c2)];
    [c0, c1, c2, c3] = [(high(second) ^ c1 ^ k0) >>> 0, low(second), (high(first) ^ c3 ^ k1) >>> 0, low(first)];
    [k0, k1] = [(k0 + W0) >>> 0, (k1 + W1) >>> 0];
  }
  return [c0, c1, c2, c3];
}

const high = (product: bigint): number => Number(product >> 32n);
const low = (product: bigint): number => Number(product & 0xffffffffn);

/**
 * `count` numbers in [0, 1), the first 24 bits of a word each: multiples of 2⁻²⁴, which a float32 holds exactly. Element i
 * is word i % 4 of the counter (i / 4, step, 0, 0) under the key (seed, site).
 */
export function philoxUniforms(count: number, { seed, step, site }: RandomKey): Float32Array {
  const numbers = new Float32Array(count);
  for (let i = 0; i < count; i += 4) {
    const words = philox([i / 4, step, 0, 0], [seed, site]);
    for (let j = 0; j < Math.min(4, count - i); j++) numbers[i + j] = (words[j] >>> 8) * 2 ** -24;
  }
  return numbers;
}

/**
 * `kept(element)`: 0 where dropout drops a unit, else the scale of those that are left. Element after element, an invocation draws
 * once for the four of a counter. Reads the uniforms seed, step, site, rate and scale.
 */
export const keptWgsl = `${philoxWgsl}
var<private> drawn: vec4<f32>;
var<private> block: u32 = 0xffffffffu;
fn kept(element: u32) -> f32 {
  if (element / 4u != block) {
    block = element / 4u;
    drawn = uniforms4(block, uniforms.seed, uniforms.step, uniforms.site);
  }
  return select(0.0, uniforms.scale, drawn[element % 4u] >= uniforms.rate);
}`;
