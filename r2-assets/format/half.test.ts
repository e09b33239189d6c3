import { expect, test } from "vitest";
import golden from "../../test/golden/half.json" with { type: "json" };
import { floatsToHalves, halvesToFloats, halvesToFloatsByBits } from "./half.ts";

const everyHalf = Uint16Array.from({ length: 65536 }, (_, bits) => bits);
const isNaNHalf = (bits: number) => (bits & 0x7fff) > 0x7c00;

test("rounds as numpy does at ties, subnormals, overflow and both zeros", () => {
  const floats = new Float32Array(Uint32Array.from(golden.float_bits).buffer);
  expect(Array.from(floatsToHalves(floats))).toEqual(golden.half_bits);
});

test("every one of the 65,536 halves survives the way to float32 and back, NaNs as NaNs", () => {
  const back = floatsToHalves(halvesToFloats(everyHalf));
  const wrong = everyHalf.filter((bits) => (isNaNHalf(bits) ? !isNaNHalf(back[bits]!) : back[bits] !== bits));
  expect(Array.from(wrong)).toEqual([]);
});

test("every half is the number its bits spell, read from the middle of a buffer too", () => {
  const spelled = (bits: number) => {
    const [sign, exponent, fraction] = [bits & 0x8000 ? -1 : 1, (bits >> 10) & 0x1f, bits & 0x3ff];
    if (exponent === 31) return fraction === 0 ? sign * Infinity : Number.NaN;
    return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
  };
  expect(halvesToFloats(everyHalf.subarray(1))).toEqual(Float32Array.from(everyHalf.subarray(1), spelled));
});

test("without Float16Array halves are the same numbers, zeros with their signs", () => {
  const [byBits, floats] = [halvesToFloatsByBits(everyHalf), halvesToFloats(everyHalf)];
  const wrong = everyHalf.filter((bits) => !Object.is(byBits[bits], floats[bits]));
  expect(Array.from(wrong)).toEqual([]);
});
