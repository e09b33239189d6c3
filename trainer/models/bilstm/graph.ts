/**
 * A bidirectional LSTM as an ONNX graph over stored weights.
 *
 * Inputs `input_ids` and `attention_mask`: int64 `[batch, sequence]`; `token_type_ids` is there because clients send it, and nothing
 * reads it. Output `logits`: float32 `[batch, labels]`, without pooling `[batch, sequence, labels]`; of a model with slots also
 * `slot_logits` `[batch, sequence, slots]`. A text's length is the sum of its mask, whose ones come first.
 */
import type { BilstmArchitecture } from "../../../r2-assets/format/bilstm-architecture.ts";
import { WEIGHTS_FILE } from "../../../r2-assets/format/keys.ts";
import type { StoredTensor } from "../../../r2-assets/format/safetensors.ts";
import { geluTanh } from "../../onnx/gelu.ts";
import { DataType, type Edge, GraphBuilder } from "../../onnx/graph-builder.ts";
import { bidirectionalLstm } from "../../onnx/lstm.ts";
import { maskedMean } from "../../onnx/masked-mean.ts";
import { factor } from "../../onnx/stored-factor.ts";
import { lookUp } from "../../onnx/stored-layers.ts";
import { slotLogits, tokenLogits } from "../../onnx/token-logits.ts";
import { SLOT_HEAD } from "../slot-tensors.ts";
import { DIRECTIONS } from "./tensors.ts";

const OPSET = 17;
const HIDDEN = -1e30;

/** The serialised graph; its initializers point into the file that `weights` were read from. `spans`: it answers questions. */
export function bilstmGraph(
  { embeddings, lstm, projection, pooling, head, slot_head }: BilstmArchitecture,
  weights: ReadonlyMap<string, StoredTensor & { offset: number }>,
  { spans = false } = {},
): Uint8Array {
  const g = new GraphBuilder(weights, WEIGHTS_FILE);
  const input = (name: string) => g.input(name, DataType.INT64, ["batch", "sequence"]);
  const [ids, mask] = [input("input_ids"), input("attention_mask")];
  input("token_type_ids");
  const byStep = g.node("Transpose", "ids.by_step", [ids], { perm: [1n, 0n] });
  const table = { from: "bilstm.embeddings", at: "words" };
  const words = lookUp(g, table, embeddings.word, (rows, name) => g.node("Gather", name, [rows, byStep]));
  const counted = g.node("ReduceSum", "lengths.counted", [mask, g.ints("lengths.axis", [1])], { keepdims: 0n });
  const lengths = g.node("Cast", "lengths", [counted], { to: BigInt(DataType.INT32) });
  const directions = Object.values(DIRECTIONS).map((direction) => ({
    input: `bilstm.lstm.weight_ih_l0${direction}`,
    recurrent: `bilstm.lstm.weight_hh_l0${direction}`,
    bias: `bilstm.lstm.bias_ih_l0${direction}`,
  }));
  const layer = bidirectionalLstm(g, "lstm", { directions, units: lstm.units }, words, lengths);
  const states = pooling === "last" && slot_head === undefined ? "" : statesOf(g, layer.states, projection.in);
  const read = pooling === "last" ? lastStates(g, layer.ends, projection.in) : pool(g, pooling, states, mask);
  const rows = g.node("Reshape", "read", [read, g.ints("shape.rows", [-1, projection.in])]);
  const weight = factor(g, "bilstm.projection.weight");
  const projected = (at: string, x: Edge) => {
    const wide = g.node("Gemm", `${at}.wide`, [x, weight, g.weight("bilstm.projection.bias")], { transB: 1n });
    return geluTanh(g, at, wide);
  };
  const followedBy = (size: number, name: string) => {
    const both = g.node("Shape", "shape.batch_sequence", [ids]);
    return g.node("Concat", `shape.${name}`, [both, g.ints(`shape.${name}.tail`, [size])], { axis: 0n });
  };
  const z = projected("projected", rows);
  const [matrix, bias] = [g.weight("classifier.weight"), g.weight("classifier.bias")];
  const classified = g.node("Gemm", pooling === "none" ? "logits.flat" : "logits", [z, matrix, bias], { transB: 1n });
  if (pooling === "none") tokenLogits(g, classified, followedBy(head.out, "labels"), head.out, spans);
  else g.output(classified, DataType.FLOAT, ["batch", head.out]);
  if (slot_head) {
    const each = g.node("Reshape", "slots.read", [states, g.ints("shape.rows", [-1, projection.in])]);
    slotLogits(g, SLOT_HEAD, projected("slots.projected", each), followedBy(slot_head.out, "slots"), slot_head.out);
  }
  return g.build("bilstm", OPSET);
}

/** `[sequence, 2, batch, units]` -> `[batch, sequence, 2 units]` */
function statesOf(g: GraphBuilder, states: Edge, width: number): Edge {
  const byText = g.node("Transpose", "states.by_text", [states], { perm: [2n, 0n, 1n, 3n] });
  return g.node("Reshape", "states", [byText, g.ints("shape.states", [0, 0, width])]);
}

/** `[2, batch, units]` -> `[batch, 2 units]` */
function lastStates(g: GraphBuilder, ends: Edge, width: number): Edge {
  const byText = g.node("Transpose", "ends.by_text", [ends], { perm: [1n, 0n, 2n] });
  return g.node("Reshape", "ends", [byText, g.ints("shape.ends", [-1, width])]);
}

/** `[batch, sequence, width]` -> `[batch, width]`; unchanged where nothing is pooled. */
function pool(g: GraphBuilder, pooling: "max" | "mean" | "none", states: Edge, mask: Edge): Edge {
  if (pooling === "none") return states;
  const floatMask = g.node("Cast", "mask.float", [mask], { to: BigInt(DataType.FLOAT) });
  if (pooling === "mean") return maskedMean(g, states, floatMask);
  const padding = g.node("Sub", "mask.padding", [g.float("one", 1), floatMask]);
  const hidden = g.node("Mul", "mask.hidden", [padding, g.float("hidden", HIDDEN)]);
  const spread = g.node("Unsqueeze", "mask.spread", [hidden, g.ints("mask.axis", [2])]);
  return g.node("ReduceMax", "pool.max", [g.node("Add", "pool.kept", [states, spread])], { axes: [1n], keepdims: 0n });
}
