/** What methods say of options before any text is read. */
import { expect, test } from "vitest";
import { methodNamed } from "./index.ts";

const ENCODER = {
  vocabulary: 100,
  positions: 32,
  tokenTypes: 2,
  layers: 6,
  width: 8,
  heads: 2,
  ffn: 16,
  layerNormEps: 1e-12,
};
const SHAPE = { layers: 6, width: 4, heads: 2, ffn: 8 };

/** With the method's defaults. */
const fits =
  (...[name, options]: [Parameters<typeof methodNamed>[0], object]) =>
  () => {
    const method = methodNamed(name);
    method.fits!(ENCODER, method.options.parse(options));
  };

test.each([
  ["mixed-vocabulary", { ...SHAPE, heads: 3 }, "options.width 4 is not a multiple of the 3 heads"],
  ["mixed-vocabulary", { ...SHAPE, width: 16 }, "options.width 16 is more than the encoder's 8 coordinates of a word"],
  ["fine-tuned", { narrow: { ...SHAPE, heads: 3 } }, "options.width 4 is not a multiple of the 3 heads"],
  ["fine-tuned", { narrow: SHAPE, layers: 3 }, "options.narrow is a shape of its own"],
  ["shared-projections", { ...SHAPE, layers: 3, projection: "down" }, "the teacher has 6 layers, options.layers are 3"],
  ["shared-projections", { ...SHAPE, ffn: 17, projection: "up" }, "options.ffn 17 is more than the teacher's, 16"],
] as const)("%s refuses %o", (name, options, sentence) => {
  expect(fits(name, options)).toThrow(sentence);
});

test("and takes what fits, of another depth where nothing is tied", () => {
  expect(fits("mixed-vocabulary", { ...SHAPE, layers: 12 })).not.toThrow();
  expect(fits("fine-tuned", { narrow: { ...SHAPE, width: 16, words: "random" } })).not.toThrow();
  expect(fits("fine-tuned", { layers: 3 })).not.toThrow();
  expect(fits("shared-projections", { ...SHAPE, layers: 3 })).not.toThrow();
  expect(fits("shared-projections", { ...SHAPE, projection: "up" })).not.toThrow();
});
