import { expect, test } from "vitest";
import { fineTuned } from "./fine-tuned.ts";
import { TINY_PLANS } from "./fixtures/tiny-plans.ts";
import { TINY, tinySources } from "./fixtures/tiny-sources.ts";
import { kd } from "./kd.ts";
import { kronecker } from "./kronecker.ts";
import type { CompressionMethod } from "./method.ts";
import { mixedVocabulary } from "./mixed-vocabulary.ts";
import { pkdLast, pkdSkip } from "./pkd.ts";
import { sharedProjections } from "./shared-projections.ts";
import { svd } from "./svd.ts";
import { thin } from "./thin.ts";
import { xtremedistil } from "./xtremedistil.ts";

const soft = { temperature: 2, alpha: 0.5 };
const narrow = { layers: 2, width: 4, heads: 2, ffn: 6 };
const METHODS: [string, CompressionMethod, object][] = [
  ["fine-tuned", fineTuned, {}],
  ["fine-tuned layers", fineTuned, { layers: 2 }],
  ["fine-tuned factors", fineTuned, { plan: TINY_PLANS.kronecker }],
  ["fine-tuned narrow", fineTuned, { narrow }],
  ["kd", kd, { ...soft, layers: 3 }],
  ["pkd-skip", pkdSkip, { ...soft, layers: 2, beta: 1 }],
  ["pkd-last", pkdLast, { ...soft, layers: 2, beta: 1 }],
  ["kronecker", kronecker, { plan: TINY_PLANS.kronecker }],
  ["svd", svd, { equal_to: TINY_PLANS.kronecker }],
  ["thin", thin, { ...soft, ...narrow }],
  ["mixed-vocabulary", mixedVocabulary, narrow],
  ["shared-projections", sharedProjections, narrow],
  ["xtremedistil", xtremedistil, { embedding: 4, units: 3 }],
];

test.each(METHODS)("%s: the shape that is told beforehand is that of the student", (_, method, values) => {
  for (const config of [TINY, { ...TINY, labels: 5, slots: 7 }, { ...TINY, pooling: "none" as const, labels: 9 }]) {
    const sources = tinySources(config);
    const options = method.options.parse(values);
    const teacher = method.taught === false ? null : sources.teacher;
    const { config: built } = method.build({ ...sources, teacher }, options);
    expect(method.shape(config, options, teacher?.config ?? null)).toEqual(built);
  }
});

test.each(METHODS.filter(([name]) => name === "kronecker" || name === "svd"))(
  "%s: a teacher whose head reads something else is refused before anything is built",
  (_, method, values) => {
    const teacher = { ...TINY, pooling: "pooler" } as const;
    expect(() => method.shape(TINY, method.options.parse(values), teacher)).toThrow(
      "the student takes the teacher's head, which reads a pooler of tanh, but by encoder.pooling and encoder.source it would read mean",
    );
  },
);
