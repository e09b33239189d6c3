import type { BertArchitecture } from "../../../r2-assets/format/bert-architecture.ts";
import type { Linear } from "../../../r2-assets/format/layers.ts";
import type { Storage } from "../../../r2-assets/format/names.ts";
import { computedAs } from "../../onnx/computed-as.ts";
import { ZERO_POINT } from "../../onnx/zero-point.ts";

/**
 * The architecture as that storage has it: with the layouts of its dense matrices, and with how its graph computes the
 * factored ones.
 */
export function storedBert(architecture: BertArchitecture, storage: Storage): BertArchitecture {
  const { embeddings, encoder, head, slot_head } = architecture;
  const laidOut = (linear: Linear): Linear => {
    if (linear.kind !== "dense") return { ...linear, computed: computedAs(linear) };
    return storage === "i8" ? { ...linear, layout: "in_out", zero_point: ZERO_POINT } : { ...linear, layout: "out_in" };
  };
  return {
    ...architecture,
    ...(embeddings.projection && { embeddings: { ...embeddings, projection: laidOut(embeddings.projection) } }),
    encoder: {
      ...encoder,
      attention: laidOut(encoder.attention),
      intermediate: laidOut(encoder.intermediate),
      output: laidOut(encoder.output),
    },
    head: { ...head, layout: "out_in" },
    ...(slot_head && { slot_head: { ...slot_head, layout: "out_in" } }),
  };
}
