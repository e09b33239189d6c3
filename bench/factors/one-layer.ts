/** Graphs that hold nothing but one kind of linear layer, some copies of it, each with an input of its own. */
import { env, InferenceSession, Tensor } from "onnxruntime-web/wasm";
import { WEIGHTS_FILE } from "../../r2-assets/format/keys.ts";
import { readOwnSafetensors } from "../../r2-assets/format/safetensors.ts";
import type { MatrixPlan } from "../../trainer/factorise/plan.ts";
import type { BertPlan } from "../../trainer/models/bert/config.ts";
import { DataType, GraphBuilder } from "../../trainer/onnx/graph-builder.ts";
import { linear, type Matrix } from "../../trainer/onnx/stored-layers.ts";
import { MINI_LM, randomModel } from "./random-model.ts";

/** In one graph, so that what a call of the session costs weighs little. */
export const COPIES = 8;

export interface LayerBench {
  /** All copies once, over `tokens` rows of ones. */
  run(tokens: number): Promise<unknown>;
  close(): Promise<void>;
}

env.wasm.numThreads = 1;

/** The matrices that are not measured, as small as can be. */
const REST: Omit<BertPlan, "intermediate"> = {
  word: { kind: "dense" },
  attention: { kind: "low_rank", rank: 1 },
  output: { kind: "low_rank", rank: 1 },
};

/**
 * I8 layers `[out, in]` under a plan. `computed`: how the graph applies factors, whatever the exporter would choose;
 * `nothing` leaves the layer out, which is what inputs, outputs and the call cost.
 */
export async function layerBench(
  { out, in: width, plan }: { out: number; in: number; plan: MatrixPlan },
  computed: "factored" | "expanded" | "nothing",
): Promise<LayerBench> {
  const sizes = { vocabulary: 2, positions: 2, layers: COPIES, width, ffn: out, heads: 1 };
  const { weights, architecture } = randomModel({ ...REST, intermediate: plan }, { ...MINI_LM, ...sizes });
  const { intermediate } = architecture.encoder;
  const as = computed === "expanded" ? computed : "factored";
  const matrix: Matrix = intermediate.kind === "dense" ? intermediate : { ...intermediate, computed: { as, why: "" } };
  const g = new GraphBuilder(readOwnSafetensors(weights).tensors, WEIGHTS_FILE);
  // One number of every copy is read, so that none of them is in vain and nothing large leaves the session.
  const corner = [g.ints("corner.first", [0, 0]), g.ints("corner.end", [1, 1])];
  const corners = Array.from({ length: COPIES }, (_, i) => {
    const x = g.input(`x.${i}`, DataType.FLOAT, ["rows", width]);
    const layer = { from: `bert.encoder.layer.${i}.intermediate.dense`, at: `copy.${i}` };
    const y = computed === "nothing" ? x : linear(g, layer, matrix, x);
    return g.node("Slice", `corner.${i}`, [y, ...corner]);
  });
  g.output(g.node("Concat", "corners", corners, { axis: 1n }), DataType.FLOAT, [1, COPIES]);
  const session = await InferenceSession.create(g.build("layer", 17), {
    executionProviders: ["wasm"],
    externalData: [{ path: WEIGHTS_FILE, data: weights }],
    extra: { session: { disable_prepacking: "1" } },
    logSeverityLevel: 3,
  });
  return {
    run(tokens) {
      const rows = new Tensor("float32", new Float32Array(tokens * width).fill(1), [tokens, width]);
      return session.run(Object.fromEntries(corners.map((_, i) => [`x.${i}`, rows])));
    },
    close: () => session.release(),
  };
}
