import type { Linear } from "../../r2-assets/format/layers.ts";
import { type MatrixPlan, planFlops } from "../factorise/plan.ts";
import measured from "./measured-layers.json" with { type: "json" };

/** Lengths of text at which layers were measured. */
export const TOKENS = [8, 32, 128];
/** The one for which other layers are estimated. */
const USUAL_TOKENS = 32;

/** What `node bench/factors/run.ts --write` leaves: milliseconds a layer, by length of text. */
export interface MeasuredLayer {
  out: number;
  in: number;
  plan: MatrixPlan;
  factored_ms: number[];
  expanded_ms: number[];
  dense_i8_ms: number[];
}

type Factored = Exclude<Linear, { kind: "dense" }>;

/** A matrix multiplied out stays in memory as floats, so it must save at least a tenth of the time. */
const LEAST_GAIN = 1.1;

/**
 * How the graph shall apply a factored matrix, and why: one factor after the other unless multiplied out it was measured
 * to be faster, by the median of the three ratios. Matrices of other shapes than those measured are judged by `estimatedRatio`.
 *
 * Multiplying out folds when a session is created, in every storage, and holds 4 bytes a number from then on. With what
 * folding needs on the way, K384-19x's wasm heap grew from 19 to 120 MB: more than an isolate has.
 */
export function computedAs(linear: Factored): NonNullable<Factored["computed"]> {
  const layer = measuredLayer(linear);
  const ratios = layer?.factored_ms.map((ms, i) => ms / layer.expanded_ms[i]!);
  const ratio = ratios?.toSorted((a, b) => a - b)[1] ?? estimatedRatio(linear);
  const digits = (value: number) => value.toFixed(2);
  const megabytes = digits((4 * linear.out * linear.in) / 1e6);
  const compared = `One factor after the other takes ${digits(ratio)} of the time of the matrix multiplied out`;
  const source =
    ratios === undefined
      ? `estimated for ${USUAL_TOKENS} tokens from the shapes measured by node bench/factors/run.ts`
      : `measured by node bench/factors/run.ts (${ratios.map(digits).join(", ")} at ${TOKENS.join(", ")} tokens)`;
  return {
    as: ratio > LEAST_GAIN ? "expanded" : "factored",
    why: `${compared}, which also holds ${megabytes} MB a layer; ${source}.`,
  };
}

function measuredLayer({ out, in: width, ...linear }: Factored): MeasuredLayer | undefined {
  return (measured.layers as MeasuredLayer[]).find((layer) => {
    if (layer.out !== out || layer.in !== width) return false;
    if (linear.kind === "low_rank") return layer.plan.kind === "low_rank" && layer.plan.rank === linear.rank;
    const { plan } = layer;
    return (
      plan.kind === "kronecker" && `${plan.a};${plan.b};${plan.terms}` === `${linear.a};${linear.b};${linear.terms}`
    );
  });
}

/** Microseconds that a way to apply a matrix costs whatever its size: two to eight nodes. */
const NODES_US = { kronecker: 6, low_rank: 2, expanded: 1 };
/** Floating-point operations a microsecond in onnxruntime-web's products of matrices, on the machine of the measurements. */
const FLOPS_PER_US = 38_000;

/**
 * Time factored over time multiplied out, at the usual length: `(nodes + FLOPs / rate)` of each. For matrices of 384 that is
 * nearly the ratio of FLOPs, in the measurements too: 0.83 for rank 160, 1.00 for rank 191, 0.91 for 7 terms of
 * 192x48 ⊗ 2x8, 1.51 for 3 terms of 192x192 ⊗ 2x2. Where matrices are small the nodes decide: of width 16 it was 2.6 (low
 * rank) to 7, of width 64 0.6 to 1.1, of width 128 0.3 to 0.8.
 */
export function estimatedRatio(linear: Factored): number {
  const size = [linear.out, linear.in] as const;
  const time = (nodes: number, plan: MatrixPlan) => nodes + (USUAL_TOKENS * planFlops(size, plan)) / FLOPS_PER_US;
  return time(NODES_US[linear.kind], linear) / time(NODES_US.expanded, { kind: "dense" });
}
