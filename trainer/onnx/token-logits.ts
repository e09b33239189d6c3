import { SLOT_LOGITS } from "../../r2-assets/format/logits.ts";
import { DataType, type Edge, type GraphBuilder } from "./graph-builder.ts";

/**
 * Declares the logits of a model that does not pool: `logits` `[batch, sequence, labels]`; of one that answers questions also
 * `start_logits` and `end_logits` `[batch, sequence]`, which transformers.js reads. `flat` `[batch * sequence, labels]`, `shape` the former's.
 */
export function tokenLogits(g: GraphBuilder, flat: Edge, shape: Edge, labels: number, spans: boolean): void {
  const logits = g.node("Reshape", "logits", [flat, shape]);
  g.output(logits, DataType.FLOAT, ["batch", "sequence", labels]);
  if (!spans) return;
  for (const [i, name] of ["start_logits", "end_logits"].entries()) {
    const edge = g.node("Gather", name, [logits, g.int(`label.${i}`, i)], { axis: 2n });
    g.output(edge, DataType.FLOAT, ["batch", "sequence"]);
  }
}

/**
 * Declares the tags' logits of a model with slots, `slot_logits` `[batch, sequence, slots]`: its second head over `x`
 * `[batch * sequence, width]`. `head`: how the names of its tensors begin; `shape` is that of the logits.
 */
export function slotLogits(g: GraphBuilder, head: string, x: Edge, shape: Edge, slots: number): void {
  const [weight, bias] = [g.weight(`${head}weight`), g.weight(`${head}bias`)];
  const flat = g.node("Gemm", `${SLOT_LOGITS}.flat`, [x, weight, bias], { transB: 1n });
  g.output(g.node("Reshape", SLOT_LOGITS, [flat, shape]), DataType.FLOAT, ["batch", "sequence", slots]);
}
