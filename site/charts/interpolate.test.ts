import { createRequire } from "node:module";
import { expect, test } from "vitest";
import * as own from "./interpolate.ts";

// d3-scale's, as it is without the page's build.
const d3: typeof own = await import(createRequire(import.meta.resolve("d3-scale")).resolve("d3-interpolate"));

test("numbers lie between others as d3-interpolate has them", () => {
  for (const t of [-0.5, 0, 0.3, 1, 1.7]) {
    expect(own.interpolate(3, 17.5)(t)).toBe(d3.interpolate(3, 17.5)(t));
    expect(own.interpolateNumber(3, 17.5)(t)).toBe(d3.interpolateNumber(3, 17.5)(t));
    expect(own.interpolateRound(3, 17.5)(t)).toBe(d3.interpolateRound(3, 17.5)(t));
    expect(own.piecewise(own.interpolate, [1, 5, 6])(t)).toBe(d3.piecewise(d3.interpolate, [1, 5, 6])(t));
  }
});
