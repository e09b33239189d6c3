/** A linear layer in integers: W in bytes with a scale an output, x in seven bits a row. */
import type { Linear as LinearCard } from "../../../../r2-assets/format/layers.ts";
import type { Building } from "../building.ts";
import { packedI8Bytes, paddedDepth } from "../kernels/layout.ts";
import { withCopies } from "../layout.ts";
import { bytesOf, floatsOf, scalesOf, tensorNamed } from "../stored.ts";
import type { Linear } from "./linear.ts";

export function integerLinear(
  { tensors, kernels, memory, layout }: Building,
  from: string,
  { in: depth, out, layout: lies, zero_point }: Extract<LinearCard, { kind: "dense" }>,
): Linear {
  const padded = paddedDepth(depth);
  const [outStride, depthStride] = lies === "out_in" ? [depth, 1] : [1, out];
  const weight = tensorNamed(tensors, `${from}.weight`, lies === "out_in" ? [out, depth] : [depth, out]);
  const { values: scales } = scalesOf(tensors, `${from}.weight`);
  const bias = floatsOf(tensors, `${from}.bias`, [out]);
  const packed = layout.add(packedI8Bytes(out, depth), (at) =>
    withCopies(memory, [weight.data, bytesOf(scales), bytesOf(bias)], (w, s, b) =>
      kernels.packI8(w!, outStride, depthStride, zero_point ?? 0, s!, b!, out, depth, at),
    ),
  );
  return {
    out,
    scratch: (rows) => rows * (padded + 8),
    run(x, rows, y, scratch, again = false) {
      const bottoms = scratch + 4 * rows;
      const q = bottoms + 4 * rows;
      if (!again) kernels.quantiseRows(x, rows, depth, q, scratch, bottoms);
      kernels.linearI8(q, rows, depth, packed.at, out, scratch, bottoms, y);
    },
  };
}
