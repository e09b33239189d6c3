import { expect, test } from "vitest";
import { adler32 } from "./adler32.ts";

test.each([
  ["", 1],
  ["Wikipedia", 0x11e60398],
  ["sst2-7_CharTypos", 807732717],
])("of %j is %d, as zlib says", (text, sum) => {
  expect(adler32(text)).toBe(sum);
});
