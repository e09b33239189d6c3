/** A linear layer in integers: W in bytes with a scale an output, x in seven bits a row and its outliers. */
import type { Linear as LinearCard } from "../../../../r2-assets/format/layers.ts";
import type { Building } from "../building.ts";
import { outlierBytes, paddedDepth } from "../kernels/layout.ts";
import { floatsOf, scalesOf, tensorNamed } from "../stored.ts";
import type { Linear } from "./linear.ts";

export function integerLinear(
  building: Building,
  from: string,
  { in: depth, out, layout: lies, zero_point }: Extract<LinearCard, { kind: "dense" }>,
): Linear {
  const { tensors, kernels } = building;
  const name = `${from}.weight`;
  const weight = {
    bytes: tensorNamed(tensors, name, lies === "out_in" ? [out, depth] : [depth, out]).data,
    zeroPoint: zero_point ?? 0,
    scales: scalesOf(tensors, name).values,
    bias: floatsOf(tensors, `${from}.bias`, [out]),
  } as const;
  const packed = building.packedBytes(weight, [out, depth], lies);
  const padded = paddedDepth(depth);
  return {
    out,
    scratch: (rows) => rows * (padded + 8 + outlierBytes(depth)),
    run(x, rows, y, scratch, again = false) {
      const bottoms = scratch + 4 * rows;
      const outliers = bottoms + 4 * rows;
      const q = outliers + outlierBytes(depth) * rows;
      if (!again) kernels.quantiseRows(x, rows, depth, q, scratch, bottoms, outliers);
      kernels.linearI8(q, rows, depth, packed.at, out, scratch, bottoms, outliers, y);
    },
  };
}
