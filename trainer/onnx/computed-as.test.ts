import { expect, test } from "vitest";
import { lowRankAtEqualSize } from "../models/bert/bert-plan.ts";
import { type BertConfig, describeBert } from "../models/bert/config.ts";
import { BERT_BASE_PRESETS, MINI_LM_PRESETS } from "../models/bert/presets.ts";
import { computedAs, estimatedRatio, type MeasuredLayer } from "./computed-as.ts";
import measured from "./measured-layers.json" with { type: "json" };

const MINI_LM: BertConfig = {
  ...{ vocabulary: 30_522, positions: 512, tokenTypes: 2, layers: 6, width: 384, heads: 12, ffn: 1536, labels: 2 },
  ...{ layerNormEps: 1e-12, pooling: "mean" },
};
const factored = (config: BertConfig) => {
  const { attention, intermediate, output } = describeBert(config).encoder;
  return [attention, intermediate, output].filter((linear) => linear.kind !== "dense");
};

const svds = (["K384-a", "K384-19x"] as const).map((name) => ({
  name: `SVD as large as ${name}`,
  plan: lowRankAtEqualSize(MINI_LM, MINI_LM_PRESETS[name]),
}));
test.each([...Object.entries(MINI_LM_PRESETS).map(([name, plan]) => ({ name, plan })), ...svds])(
  "the layers of $name were measured, and stay factored",
  ({ plan }) => {
    for (const linear of factored({ ...MINI_LM, plan })) {
      const { as, why } = computedAs(linear);
      expect(as).toBe("factored");
      expect(why).toMatch(/^One factor after the other takes 0\.\d\d of .* measured by node bench\/factors\/run\.ts /);
    }
  },
);

test("shapes that were not measured are estimated, and the reason says so", () => {
  for (const plan of Object.values(BERT_BASE_PRESETS)) {
    for (const linear of factored({ ...MINI_LM, width: 768, ffn: 3072, plan })) {
      expect(computedAs(linear)).toMatchObject({ as: "factored", why: expect.stringContaining("estimated") });
    }
  }
});

test("tiny matrices, and more terms than pay, are multiplied out", () => {
  const tiny = { kind: "kronecker", a: [8, 8], b: [2, 2], terms: 1, in: 16, out: 16 } as const;
  const large = { kind: "kronecker", a: [192, 192], b: [2, 2], terms: 3, in: 384, out: 384 } as const;
  for (const { a, b, ...rest } of [tiny, large]) {
    expect(computedAs({ ...rest, a: [...a], b: [...b] }).as).toBe("expanded");
  }
});

const layers = measured.layers as MeasuredLayer[];
test.each(layers)("the estimate for $out x $in, $plan, is near what was measured", (layer) => {
  const { plan, factored_ms, expanded_ms } = layer;
  if (plan.kind === "dense") throw new Error("a dense layer is not measured by itself");
  const size = { in: layer.in, out: layer.out };
  const linear = plan.kind === "low_rank" ? { ...plan, ...size } : { ...plan, a: [...plan.a], b: [...plan.b], ...size };
  const ratio = factored_ms.map((ms, i) => ms / expanded_ms[i]!).toSorted((a, b) => a - b)[1]!;
  const estimate = estimatedRatio(linear as Parameters<typeof estimatedRatio>[0]);
  expect(estimate).toBeGreaterThan(0.6 * ratio);
  expect(estimate).toBeLessThan(1.5 * ratio);
});
