/** What every model takes and gives by this protocol: names, datatypes and shapes. */
import type { Card } from "../../r2-assets/format/card.ts";
import { SLOT_LOGITS, widthsOf } from "../../r2-assets/format/logits.ts";

/** Tokens, or texts in their place. */
export const INPUTS = {
  input_ids: { datatype: "INT64", rank: 2 },
  attention_mask: { datatype: "INT64", rank: 2 },
  token_type_ids: { datatype: "INT64", rank: 2 },
  text: { datatype: "BYTES", rank: 1 },
  text_pair: { datatype: "BYTES", rank: 1 },
} as const;
export type InputName = keyof typeof INPUTS;

export const isInputName = (name: string): name is InputName => Object.hasOwn(INPUTS, name);

export interface OutputSpec {
  /** `logits`, or what a graph calls vectors; and that of the second output which models with slots have. */
  name: string;
  /** `[n, width]`, or where it has one a token `[n, length, width]`. */
  perToken: boolean;
  width: number;
}

/** The outputs of a model, in the order in which its logits lie. */
export function outputsOf(card: Pick<Card, "architecture" | "labels" | "slots" | "task">): OutputSpec[] {
  const { architecture, slots, task } = card;
  const isVector = task === "feature-extraction" && architecture.kind === "onnx";
  const name = isVector ? architecture.outputs[0]! : "logits";
  const first = { name, perToken: architecture.pooling === "none", width: widthsOf(card).labels };
  return slots === undefined ? [first] : [first, { name: SLOT_LOGITS, perToken: true, width: slots.length }];
}

export interface TensorMetadata {
  name: string;
  datatype: string;
  /** -1 where any size will do. */
  shape: number[];
}

/** As `GET /v2/models/{id}` tells it. A request has `input_ids` or `text`; the others of either are optional. */
export function metadataOf(card: Card): { inputs: TensorMetadata[]; outputs: TensorMetadata[] } {
  return {
    inputs: Object.entries(INPUTS).map(([name, { datatype, rank }]) => ({
      name,
      datatype,
      shape: new Array<number>(rank).fill(-1),
    })),
    outputs: outputsOf(card).map(({ name, perToken, width }) => ({
      name,
      datatype: "FP32",
      shape: perToken ? [-1, -1, width] : [-1, width],
    })),
  };
}
