/** Linear layers `y = x Wᵀ + b` for x `[rows, in]` -> y `[rows, out]`, by how W is stored. */
import type { Linear as LinearCard } from "../../../../r2-assets/format/layers.ts";
import type { Building } from "../building.ts";
import { lowRankBytes } from "../kernels/layout.ts";
import { floatsOf } from "../stored.ts";
import { integerLinear } from "./integer-linear.ts";
import { kroneckerLinear } from "./kronecker-linear.ts";

export interface Linear {
  readonly out: number;
  /** Bytes that `run` needs beside x and y. */
  scratch(rows: number): number;
  /** Addresses x, y and scratch. `again`: a layer of the same card was just given this x and this scratch. */
  run(x: number, rows: number, y: number, scratch: number, again?: boolean): void;
}

/** The layer `<from>.weight`, `<from>.bias` of the card's kind. Throws EngineError with one sentence where the tensors do not fit it. */
export function linear(building: Building, from: string, card: LinearCard): Linear {
  switch (card.kind) {
    case "dense":
      return building.tensors.get(`${from}.weight`)?.dtype === "U8"
        ? integerLinear(building, from, card)
        : floatLinear(building, from, card);
    case "low_rank":
      return lowRankLinear(building, from, card);
    case "kronecker":
      return kroneckerLinear(building, from, card);
  }
}

/** A layer in floats. */
export function floatLinear(
  building: Building,
  from: string,
  { in: depth, out, layout = "out_in" }: { in: number; out: number; layout?: "out_in" | "in_out" },
): Linear {
  const { tensors, kernels, exact } = building;
  const weight = floatsOf(tensors, `${from}.weight`, layout === "out_in" ? [out, depth] : [depth, out]);
  const packed = building.packed(weight, [out, depth], layout);
  const bias = building.constant(floatsOf(tensors, `${from}.bias`, [out]));
  const product = exact ? kernels.linearF32 : kernels.linearF32Fused;
  return { out, scratch: () => 0, run: (x, rows, y) => product(x, rows, depth, packed.at, out, bias.at, y) };
}

/** W = U V. */
function lowRankLinear(
  building: Building,
  from: string,
  { in: depth, out, rank }: Extract<LinearCard, { kind: "low_rank" }>,
): Linear {
  const { tensors, kernels } = building;
  const factor = (name: "u" | "v", shape: readonly [number, number]) =>
    building.packed(floatsOf(tensors, `${from}.weight.low_rank.${name}`, shape), shape);
  const [u, v] = [factor("u", [out, rank]), factor("v", [rank, depth])];
  const bias = building.constant(floatsOf(tensors, `${from}.bias`, [out]));
  return {
    out,
    scratch: () => lowRankBytes(rank),
    run: (x, rows, y, scratch) => kernels.lowRank(x, rows, depth, v.at, rank, u.at, out, bias.at, y, scratch),
  };
}
