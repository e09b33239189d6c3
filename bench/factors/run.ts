/**
 * One linear layer, its I8 factors applied one after the other, multiplied out when the graph is loaded, and as a dense
 * I8 matrix: milliseconds a layer in onnxruntime-web on one thread, in Node with the Worker's session settings. The
 * candidates take turns. Under 1, `f/e` says that factored is faster than multiplied out. The exporter's choice stands on
 * this table, which `--write` renews (trainer/onnx/computed-as.ts).
 *
 *     node bench/factors/run.ts [--rounds 25] [--write]
 */
import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { describeMachine } from "../../cli/bench/machine.ts";
import { type MatrixPlan, planFlops } from "../../trainer/factorise/plan.ts";
import { lowRankAtEqualSize } from "../../trainer/models/bert/bert-plan.ts";
import type { BertPlan } from "../../trainer/models/bert/config.ts";
import { MINI_LM_PRESETS } from "../../trainer/models/bert/presets.ts";
import { type MeasuredLayer, TOKENS } from "../../trainer/onnx/computed-as.ts";
import { interleaved } from "./interleaved.ts";
import { COPIES, layerBench } from "./one-layer.ts";
import { MINI_LM } from "./random-model.ts";

const { values: options } = parseArgs({
  options: { rounds: { type: "string", default: "25" }, write: { type: "boolean", default: false } },
});

type Case = Pick<MeasuredLayer, "out" | "in" | "plan">;

const kronecker = (a: [number, number], b: [number, number], terms = 1): MatrixPlan => ({
  ...{ kind: "kronecker", a, b, terms },
});
const lowRank = (rank: number): MatrixPlan => ({ kind: "low_rank", rank });

const presets = Object.values(MINI_LM_PRESETS).flatMap((plan): BertPlan[] => [plan, lowRankAtEqualSize(MINI_LM, plan)]);
const ofPresets = presets.flatMap(({ attention, intermediate, output }): Case[] => [
  { out: 384, in: 384, plan: attention },
  { out: 1536, in: 384, plan: intermediate },
  { out: 384, in: 1536, plan: output },
]);
/** Where factored takes nearly as many operations as dense, or more. */
const LARGE = [
  ...[2, 3].map((terms) => kronecker([192, 192], [2, 2], terms)),
  ...[7, 8].map((terms) => kronecker([192, 48], [2, 8], terms)),
  ...[128, 160, 191].map(lowRank),
].map((plan): Case => ({ out: 384, in: 384, plan }));
/** Where matrices are so small that what a node costs outweighs what it computes. */
const SMALL = [16, 32, 64, 128].flatMap((width) =>
  [kronecker([width / 2, width / 2], [2, 2]), kronecker([width / 2, width / 8], [2, 8]), lowRank(width / 4)].map(
    (plan): Case => ({ out: width, in: width, plan }),
  ),
);
const cases = [...new Map([...ofPresets, ...LARGE, ...SMALL].map((each) => [JSON.stringify(each), each])).values()];

const describe = (plan: MatrixPlan) => {
  if (plan.kind === "kronecker") return `${plan.terms} x ${plan.a.join("x")} ⊗ ${plan.b.join("x")}`;
  return plan.kind === "low_rank" ? `rank ${plan.rank}` : "dense";
};
const WIDTHS = [9, 22, 6, 9, 9, 9, 6, 8, 10];
const print = (cells: readonly (string | number)[]) =>
  console.log(
    cells.map((cell, i) => (i < 2 ? `${cell}`.padEnd(WIDTHS[i]!) : `${cell}`.padStart(WIDTHS[i]!))).join(" "),
  );

print(["matrix", "stored as", "tokens", "factored", "expanded", "dense I8", "f/e", "f/dense", "flops f/d"]);
const layers: MeasuredLayer[] = [];
for (const each of cases) {
  const dense = { ...each, plan: { kind: "dense" } as const };
  // Not all at once: sessions that load at the same time share the place where onnxruntime-web looks for weights.
  const graphs = [
    await layerBench(each, "factored"),
    await layerBench(each, "expanded"),
    await layerBench(dense, "factored"),
    await layerBench(dense, "nothing"),
  ];
  const size = [each.out, each.in] as const;
  const flops = planFlops(size, each.plan) / planFlops(size, dense.plan);
  const layer: MeasuredLayer = { ...each, factored_ms: [], expanded_ms: [], dense_i8_ms: [] };
  for (const tokens of TOKENS) {
    const all = await interleaved(
      graphs.map((graph) => () => graph.run(tokens)),
      Number(options.rounds),
    );
    const [f, e, d] = all.map((ms) => (ms - all[3]!) / COPIES) as [number, number, number];
    const ms = (value: number) => Number(value.toFixed(4));
    layer.factored_ms.push(ms(f));
    layer.expanded_ms.push(ms(e));
    layer.dense_i8_ms.push(ms(d));
    const numbers = [
      f.toFixed(3),
      e.toFixed(3),
      d.toFixed(3),
      (f / e).toFixed(2),
      (f / d).toFixed(2),
      flops.toFixed(3),
    ];
    print([`${each.out}x${each.in}`, describe(each.plan), tokens, ...numbers]);
  }
  layers.push(layer);
  for (const graph of graphs) await graph.close();
}
if (options.write) {
  const head = { made_by: "node bench/factors/run.ts --write", machine: await describeMachine(true), tokens: TOKENS };
  const rows = layers.map((layer) => `    ${JSON.stringify(layer)}`).join(",\n");
  const text = `${JSON.stringify(head, null, 2).slice(0, -2)},\n  "layers": [\n${rows}\n  ]\n}\n`;
  await writeFile(new URL("../../trainer/onnx/measured-layers.json", import.meta.url), text);
}
