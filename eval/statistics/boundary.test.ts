import { expect, test } from "vitest";
import { Boundary } from "./boundary.ts";
import { logMixture } from "./gamma-exponential-mixture.ts";
import { createRandom } from "./random.ts";

const mixture = { c: 2, rho: 200 };

test("answers what the mixture would, near the boundary and far from it, in any order of asking", () => {
  const random = createRandom(5);
  const boundary = new Boundary(mixture, 0.025);
  for (let i = 0; i < 3000; i++) {
    const v = Math.expm1(random.unit() * 9);
    const s = boundary.at(v) * (1 + (random.unit() - 0.5) * 10 ** -random.below(9));
    expect(boundary.isCrossed(s, v), `${s} at ${v}`).toBe(logMixture(s, v, mixture) > -Math.log(0.025));
  }
});

test("no sum below or at 0 crosses it", () => {
  const boundary = new Boundary(mixture, 0.025);
  for (const v of [0, 1, 1e6]) for (const s of [0, -1, -1e6]) expect(boundary.isCrossed(s, v)).toBe(false);
});
