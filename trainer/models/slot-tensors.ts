/** The second head of a classifier, which gives every token a tag. */
import type { BertArchitecture } from "../../r2-assets/format/bert-architecture.ts";
import type { TensorSpec } from "./tensor-spec.ts";

/** How the names of its parameters begin. */
export const SLOT_HEAD = "slot_classifier.";

/** Its tensors; none where there is no such head. */
export function slotTensors(head: BertArchitecture["slot_head"]): TensorSpec[] {
  if (head === undefined) return [];
  return [
    { name: `${SLOT_HEAD}weight`, shape: [head.out, head.in], role: "head" },
    { name: `${SLOT_HEAD}bias`, shape: [head.out], role: "vector" },
  ];
}
