import type { BilstmArchitecture } from "../../../r2-assets/format/bilstm-architecture.ts";
import { slotTensors } from "../slot-tensors.ts";
import type { TensorSpec } from "../tensor-spec.ts";

export const WORD_TABLE = "bilstm.embeddings.weight";

/** Both directions, by the ends that PyTorch gives their names. */
export const DIRECTIONS = { forward: "", backward: "_reverse" } as const;

/** Everything that is served, in the order of the computation. The layer's names and shapes are those of PyTorch's `nn.LSTM`, whose `bias_hh` is 0 here. */
export function bilstmTensors({ embeddings, lstm, projection, head, slot_head }: BilstmArchitecture): TensorSpec[] {
  const { rows, width } = embeddings.word;
  const gates = 4 * lstm.units;
  const layer = (direction: string): TensorSpec[] => [
    { name: `bilstm.lstm.weight_ih_l0${direction}`, shape: [gates, lstm.in], role: "factor" },
    { name: `bilstm.lstm.weight_hh_l0${direction}`, shape: [gates, lstm.units], role: "factor" },
    { name: `bilstm.lstm.bias_ih_l0${direction}`, shape: [gates], role: "vector" },
  ];
  return [
    { name: WORD_TABLE, shape: [rows, width], role: "table" },
    ...Object.values(DIRECTIONS).flatMap(layer),
    { name: "bilstm.projection.weight", shape: [projection.out, projection.in], role: "factor" },
    { name: "bilstm.projection.bias", shape: [projection.out], role: "vector" },
    { name: "classifier.weight", shape: [head.out, head.in], role: "head" },
    { name: "classifier.bias", shape: [head.out], role: "vector" },
    ...slotTensors(slot_head),
  ];
}
