import type { BertArchitecture } from "../../r2-assets/format/bert-architecture.ts";
import { seededNormal } from "../../trainer/data/random.ts";
import { type ExportedModel, exportModel } from "../../trainer/export/export-model.ts";
import { lowRankAtEqualSize } from "../../trainer/models/bert/bert-plan.ts";
import { type BertConfig, type BertPlan, describeBert } from "../../trainer/models/bert/config.ts";
import { MINI_LM_PRESETS } from "../../trainer/models/bert/presets.ts";
import { bertShapes } from "../../trainer/models/bert/tensors.ts";

/** MiniLM's shape with a head of two. */
export const MINI_LM: BertConfig = {
  ...{ vocabulary: 30_522, positions: 512, tokenTypes: 2, layers: 6, width: 384, heads: 12, ffn: 1536, labels: 2 },
  ...{ layerNormEps: 1e-12, pooling: "mean" },
};

/** Plans of whole models to compare; the first is the dense teacher. */
export const ENCODERS: Record<string, BertPlan | undefined> = {
  dense: undefined,
  ...MINI_LM_PRESETS,
  "svd-19x": lowRankAtEqualSize(MINI_LM, MINI_LM_PRESETS["K384-19x"]),
};

/** An I8 model of random weights; its speed is that of a trained one. */
export function randomModel(plan: BertPlan | undefined, config = MINI_LM): ExportedModel<BertArchitecture> {
  const planned = { ...config, ...(plan && { plan }) };
  const normal = seededNormal(17);
  const tensors = new Map(
    [...bertShapes(planned)].map(([name, shape]) => {
      const size = shape.reduce((a, b) => a * b, 1);
      const isNorm = name.endsWith("LayerNorm.weight");
      return [name, { shape, data: Float32Array.from({ length: size }, () => (isNorm ? 1 : 0.05 * normal())) }];
    }),
  );
  return exportModel({ architecture: describeBert(planned), tensors, storage: "i8" });
}
