import { expect, test } from "vitest";
import golden from "../../test/golden/confidence-sequences.json" with { type: "json" };
import { logMixture, mixtureBoundary } from "./gamma-exponential-mixture.ts";

test.each(golden.mixtures)("ln m matches 60 digits and the authors' code: s $s, v $v, rho $rho, c $c", (given) => {
  const value = logMixture(given.s, given.v, given);
  expect(Math.abs(value - given.value)).toBeLessThan(1e-11);
  // Theirs loses digits where v is large: their terms are of the size of v.
  expect(Math.abs(value - given.confseq)).toBeLessThan(1e-12 + 1e-14 * given.v);
});

test.each(golden.bounds)("u(v) matches the authors' code: v $v, alpha $alpha, rho $rho, c $c", (given) => {
  const value = mixtureBoundary(given.v, given.alpha, given);
  expect(Math.abs(value / given.confseq - 1)).toBeLessThan(1e-11 + 1e-15 * given.v);
});

test("at the boundary ln m is ln(1/alpha), from no variance to ten million", () => {
  for (const mixture of [
    { c: 2, rho: 200 },
    { c: 1, rho: 3 },
  ])
    for (const v of [0, 1e-3, 7, 1e3, 1e7])
      for (const alpha of [0.5, 0.025, 1e-9])
        expect(logMixture(mixtureBoundary(v, alpha, mixture), v, mixture)).toBeCloseTo(-Math.log(alpha), 10);
});

test("the boundary grows with the variance and with what is asked of it, and lies above the normal mixture's", () => {
  const mixture = { c: 2, rho: 200 };
  let last = 0;
  for (let v = 0; v < 5000; v += 50) {
    const u = mixtureBoundary(v, 0.025, mixture);
    expect(u).toBeGreaterThan(last);
    expect(mixtureBoundary(v, 0.02, mixture)).toBeGreaterThan(u);
    expect(mixtureBoundary(v, 0.025, { c: 0.05, rho: 200 })).toBeLessThan(u);
    last = u;
  }
});

test("a sum far beyond the boundary overflows nothing", () => {
  const value = logMixture(1e6, 1e6, { c: 2, rho: 200 });
  expect(value).toBeGreaterThan(1e4);
  expect(value).toBeLessThan(1e6);
});

test("units do not matter: sum, scale and root of the variance may be multiplied by the same", () => {
  const plain = logMixture(30, 400, { c: 2, rho: 200 });
  expect(logMixture(300, 40_000, { c: 20, rho: 20_000 })).toBeCloseTo(plain, 12);
});
