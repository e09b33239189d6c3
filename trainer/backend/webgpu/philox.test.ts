import { expect, test } from "vitest";
import { testedBackends } from "../for-each-backend.ts";
import { tf, useBackend } from "../tf.ts";
import { philox, philoxUniforms, philoxWgsl } from "./philox.ts";
import { runProgram } from "./run-program.ts";

/** Counter, key and words of Random123's `kat_vectors` for philox4x32 in ten rounds; the third are digits of π. */
const KNOWN = [
  [
    [0, 0, 0, 0],
    [0, 0],
    [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8],
  ],
  [Array(4).fill(0xffffffff), Array(2).fill(0xffffffff), [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd]],
  [
    [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
    [0xa4093822, 0x299f31d0],
    [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
  ],
] as const;

test("the words are those of the paper's own library", () => {
  expect(KNOWN.map(([counter, key]) => philox(counter, key))).toEqual(KNOWN.map(([, , words]) => words));
});

test.runIf(testedBackends.includes("webgpu"))("on the GPU, too", async () => {
  await useBackend("webgpu");
  const words = tf.tidy(() => {
    const given = KNOWN.flatMap(([counter, key]) => [...counter, ...key].map((word) => word | 0));
    const { out } = runProgram(
      {
        name: "test: philox",
        inputs: { given: "u32" },
        outputs: { out: "vec4<u32>" },
        uniforms: {},
        workgroupSize: KNOWN.length,
        declarations: philoxWgsl,
        main: `
          let at = local * 6u;
          let counter = vec4<u32>(given[at], given[at + 1u], given[at + 2u], given[at + 3u]);
          out[local] = philox(counter, vec2<u32>(given[at + 4u], given[at + 5u]));`,
      },
      {
        inputs: { given: tf.tensor1d(given, "int32") },
        outputs: { out: [KNOWN.length, 4] },
        uniforms: {},
        workgroups: 1,
      },
    );
    return [...out.dataSync()].map((word) => word >>> 0);
  });
  expect(words).toEqual(KNOWN.flatMap(([, , known]) => known));
});

test("uniform numbers lie in [0, 1), with the mean and variance of their distribution, and none twice in a row", () => {
  const numbers = philoxUniforms(40_001, { seed: 17, step: 3, site: 2 });
  const mean = numbers.reduce((sum, u) => sum + u, 0) / numbers.length;
  const variance = numbers.reduce((sum, u) => sum + (u - mean) ** 2, 0) / numbers.length;
  expect(numbers.every((u) => u >= 0 && u < 1)).toBe(true);
  expect(Math.abs(mean - 1 / 2)).toBeLessThan(4 * Math.sqrt(1 / 12 / numbers.length)); // 4 standard errors
  expect(Math.abs(variance - 1 / 12)).toBeLessThan(4 * Math.sqrt(1 / 180 / numbers.length)); // u's fourth central moment is 1/80
  expect(new Set(numbers).size).toBeGreaterThan(numbers.length - 70); // of 2²⁴ values some 48 pairs are alike
});

test("other seeds, steps and sites give other numbers", () => {
  const key = { seed: 17, step: 3, site: 2 };
  const draws = [key, { ...key, seed: 18 }, { ...key, step: 4 }, { ...key, site: 3 }].map((k) => philoxUniforms(64, k));
  for (const [i, a] of draws.entries()) {
    for (const b of draws.slice(i + 1)) expect(a.filter((u, j) => u === b[j]).length).toBe(0);
  }
});
