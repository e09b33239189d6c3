import { expect, test } from "vitest";
import golden from "../../test/golden/half.json" with { type: "json" };
import { floatsToHalves, floatToHalf, halfToFloat, halvesToFloats } from "./half.ts";

test("rounds as numpy does at ties, subnormals, overflow and both zeros", () => {
  const floats = new Float32Array(Uint32Array.from(golden.float_bits).buffer);
  expect(Array.from(floatsToHalves(floats))).toEqual(golden.half_bits);
});

test("every one of the 65,536 halves survives the way to float32 and back, NaNs as NaNs", () => {
  const halves = Uint16Array.from({ length: 65536 }, (_, bits) => bits);
  const floats = halvesToFloats(halves);
  const wrong = Array.from(halves).filter((bits) => {
    const isNan = (bits & 0x7c00) === 0x7c00 && (bits & 0x3ff) !== 0;
    const back = floatToHalf(floats[bits]!);
    return isNan ? !(Number.isNaN(floats[bits]) && Number.isNaN(halfToFloat(back))) : back !== bits;
  });
  expect(wrong).toEqual([]);
});

test("halves are in the order of their bits, so no exponent is off by one", () => {
  for (let bits = 1; bits <= 0x7c00; bits++) expect(halfToFloat(bits)).toBeGreaterThan(halfToFloat(bits - 1));
  expect([0x0001, 0x0400, 0x3c00, 0x7bff, 0x7c00].map(halfToFloat)).toEqual([2 ** -24, 2 ** -14, 1, 65504, Infinity]);
});
