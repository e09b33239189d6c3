/**
 * A BERT with a linear head as an ONNX graph over stored weights.
 *
 * Inputs `input_ids`, `attention_mask`, `token_type_ids`: int64 `[batch, sequence]`; output `logits`: float32
 * `[batch, labels]`, without pooling `[batch, sequence, labels]`; those of question answering also as `start_logits` and
 * `end_logits` `[batch, sequence]`, which transformers.js reads. With slots also `slot_logits` `[batch, sequence, slots]`.
 * Between the embeddings and the pooling, states are `[batch * sequence, width]`, so that every linear layer is one Gemm.
 */
import type { BertArchitecture, PoolerActivation } from "../../../r2-assets/format/bert-architecture.ts";
import { WEIGHTS_FILE } from "../../../r2-assets/format/keys.ts";
import type { Embedding } from "../../../r2-assets/format/layers.ts";
import type { StoredTensor } from "../../../r2-assets/format/safetensors.ts";
import { geluErf } from "../../onnx/gelu.ts";
import { DataType, type Edge, GraphBuilder } from "../../onnx/graph-builder.ts";
import { maskedMean } from "../../onnx/masked-mean.ts";
import { relativeBias } from "../../onnx/relative-bias.ts";
import type { Select } from "../../onnx/stored-factor.ts";
import { linear, linears, lookUp, type Matrix } from "../../onnx/stored-layers.ts";
import { slotLogits, tokenLogits } from "../../onnx/token-logits.ts";
import { SLOT_HEAD } from "../slot-tensors.ts";
import { PROJECTION, RELATIVE_TABLE } from "./tensors.ts";

const OPSET = 17; // the first with LayerNormalization
const LOWEST_FLOAT = -3.4028234663852886e38;
const DENSE: Matrix = { kind: "dense" };

/** The serialised graph; its initializers point into the file that `weights` were read from. `spans`: it answers questions. */
export function bertGraph(
  architecture: BertArchitecture,
  weights: ReadonlyMap<string, StoredTensor & { offset: number }>,
  { spans = false } = {},
): Uint8Array {
  const { encoder, head, slot_head } = architecture;
  const g = new GraphBuilder(weights, WEIGHTS_FILE);
  const input = (name: string) => g.input(name, DataType.INT64, ["batch", "sequence"]);
  const [ids, mask, types] = [input("input_ids"), input("attention_mask"), input("token_type_ids")];
  const shapes = commonShapes(g, ids, encoder);
  const floatMask = g.node("Cast", "mask.float", [mask], { to: BigInt(DataType.FLOAT) });

  let states = embed(g, architecture, ids, types, shapes);
  const { relative_positions } = encoder;
  const masked = attentionBias(g, floatMask);
  const bias = relative_positions
    ? g.node("Add", "scores.bias", [relativeBias(g, RELATIVE_TABLE, relative_positions, shapes.sequence), masked])
    : masked; // one sum for all layers, whose scores it is added to
  for (let i = 0; i < encoder.layers; i++) states = layer(g, encoder, i, states, bias, shapes);
  if (architecture.pooling === "none") {
    const flat = linear(g, { from: "classifier", at: "logits.flat" }, DENSE, states);
    tokenLogits(g, flat, shapes.labels(head.out), head.out, spans);
  } else {
    const pooled = pool(g, architecture, architecture.pooling, states, floatMask, shapes);
    g.output(linear(g, { from: "classifier", at: "logits" }, DENSE, pooled), DataType.FLOAT, ["batch", head.out]);
  }
  if (slot_head) slotLogits(g, SLOT_HEAD, states, shapes.slots(slot_head.out), slot_head.out);
  return g.build("bert", OPSET);
}

type Encoder = BertArchitecture["encoder"];

/** Shape vectors that reshapes share. */
interface Shapes {
  /** `[sequence]` */
  sequence: Edge;
  /** `[-1, width]` */
  rows: Edge;
  /** `[batch, sequence, width]` */
  states: Edge;
  /** `[batch, sequence, heads, width / heads]` */
  heads: Edge;
  /** `[batch, sequence, labels]` */
  labels(labels: number): Edge;
  /** `[batch, sequence, slots]` */
  slots(slots: number): Edge;
}

function commonShapes(g: GraphBuilder, ids: Edge, { width, heads }: Encoder): Shapes {
  const batchAndSequence = g.node("Shape", "shape.batch_sequence", [ids]);
  const followedBy = (name: string, sizes: number[]) =>
    g.node("Concat", `shape.${name}`, [batchAndSequence, g.ints(`shape.${name}.tail`, sizes)], { axis: 0n });
  return {
    sequence: g.node("Shape", "shape.sequence", [ids], { start: 1n }),
    rows: g.ints("shape.rows", [-1, width]),
    states: followedBy("states", [width]),
    heads: followedBy("heads", [heads, width / heads]),
    labels: (labels) => followedBy("labels", [labels]),
    slots: (slots) => followedBy("slots", [slots]),
  };
}

/**
 * `LayerNorm(word[ids] + position[0, 1, …] + token_type[types])`, the last where it has such a table, widened where there is a projection ->
 * `[batch * sequence, width]`
 */
function embed(
  g: GraphBuilder,
  { embeddings, encoder }: BertArchitecture,
  ids: Edge,
  types: Edge,
  shapes: Shapes,
): Edge {
  const { word: words, position: positions, token_type, projection } = embeddings;
  const table = (name: "word" | "position" | "token_type", stored: Embedding, select: Select) =>
    lookUp(g, { from: `bert.embeddings.${name}_embeddings`, at: `embeddings.${name}` }, stored, select);
  const word = table("word", words, (rows, name) => g.node("Gather", name, [rows, ids]));
  const position = table("position", positions, (rows, name) =>
    g.node("Slice", name, [rows, g.ints("position.first", [0]), shapes.sequence, g.ints("position.axis", [0])]),
  );
  const type = token_type && table("token_type", token_type, (rows, name) => g.node("Gather", name, [rows, types]));
  const typed = type === undefined ? word : g.node("Add", "embeddings.word_and_type", [word, type]);
  const sum = g.node("Add", "embeddings.sum", [typed, position]);
  const flat = projection ? g.ints("shape.table_rows_flat", [-1, projection.in]) : shapes.rows;
  const rows = g.node("Reshape", "embeddings.flat", [sum, flat]);
  const states = layerNorm(g, "bert.embeddings.LayerNorm", "embeddings.states", rows, encoder);
  if (projection === undefined) return states;
  const widened = linear(g, { from: PROJECTION, at: "embeddings.projection" }, projection, states);
  return g.node("Identity", "embeddings.widened", [widened]); // an integer layer's nodes and those that quantise its output would share names
}

/** `[batch, 1, 1, sequence]`: 0 where the mask is 1, the lowest float where it is 0; added to attention scores. */
function attentionBias(g: GraphBuilder, floatMask: Edge): Edge {
  const spread = g.node("Unsqueeze", "mask.spread", [floatMask, g.ints("mask.spread.axes", [1, 2])]);
  const hidden = g.node("Sub", "mask.hidden", [g.float("one", 1), spread]);
  return g.node("Mul", "mask.bias", [hidden, g.float("lowest_float", LOWEST_FLOAT)]);
}

/** One encoder layer, post-norm: attention, then the feed-forward network, each added to its input and normalised. */
function layer(g: GraphBuilder, encoder: Encoder, index: number, states: Edge, bias: Edge, shapes: Shapes): Edge {
  const from = `bert.encoder.layer.${index}`;
  const at = `layer.${index}`;
  const context = attention(g, encoder, from, at, states, bias, shapes);
  const apply = (part: string, to: string, matrix: Matrix, x: Edge) =>
    linear(g, { from: `${from}.${part}.dense`, at: `${at}.${to}` }, matrix, x);
  const attended = apply("attention.output", "attended", encoder.attention, context);
  const a = g.node("Add", `${at}.attention_residual`, [attended, states]);
  const middle = layerNorm(g, `${from}.attention.output.LayerNorm`, `${at}.middle`, a, encoder);
  const wide = geluErf(g, `${at}.gelu`, apply("intermediate", "wide", encoder.intermediate, middle));
  const b = g.node("Add", `${at}.residual`, [apply("output", "narrow", encoder.output, wide), middle]);
  return layerNorm(g, `${from}.output.LayerNorm`, `${at}.states`, b, encoder);
}

/** `softmax(Q Kᵀ / sqrt(width / heads) + bias) V`, heads side by side -> `[batch * sequence, width]` */
function attention(
  g: GraphBuilder,
  { width, heads, attention: matrix }: Encoder,
  from: string,
  at: string,
  states: Edge,
  bias: Edge,
  shapes: Shapes,
): Edge {
  const names = ["query", "key", "value"] as const;
  const projected = linears(
    g,
    names.map((name) => ({ from: `${from}.attention.self.${name}`, at: `${at}.${name}` })),
    matrix,
    states,
  );
  const byHead = (i: number, perm: readonly bigint[]) => {
    const split = g.node("Reshape", `${at}.${names[i]}.split`, [projected[i]!, shapes.heads]);
    return g.node("Transpose", `${at}.${names[i]}.by_head`, [split], { perm });
  };
  const [q, kt, v] = [byHead(0, [0n, 2n, 1n, 3n]), byHead(1, [0n, 2n, 3n, 1n]), byHead(2, [0n, 2n, 1n, 3n])];
  const scale = g.float("attention.scale", 1 / Math.sqrt(width / heads));
  const scores = g.node("Mul", `${at}.scores`, [g.node("MatMul", `${at}.products`, [q, kt]), scale]);
  const weights = g.node("Softmax", `${at}.weights`, [g.node("Add", `${at}.masked`, [scores, bias])], { axis: -1n });
  const mixed = g.node("MatMul", `${at}.mixed`, [weights, v]);
  const joined = g.node("Transpose", `${at}.joined`, [mixed], { perm: [0n, 2n, 1n, 3n] });
  return g.node("Reshape", `${at}.context`, [joined, shapes.rows]);
}

function layerNorm(g: GraphBuilder, from: string, at: string, x: Edge, { layer_norm_eps: epsilon }: Encoder): Edge {
  const [weight, bias] = [g.weight(`${from}.weight`), g.weight(`${from}.bias`)];
  return g.node("LayerNormalization", at, [x, weight, bias], { axis: -1n, epsilon });
}

type Pooling = Exclude<BertArchitecture["pooling"], "none">;

/** `[batch * sequence, width]` -> `[batch, width]` */
function pool(
  g: GraphBuilder,
  { pooler_activation }: BertArchitecture,
  pooling: Pooling,
  rows: Edge,
  floatMask: Edge,
  shapes: Shapes,
): Edge {
  const states = g.node("Reshape", "pool.states", [rows, shapes.states]);
  switch (pooling) {
    case "mean":
      return maskedMean(g, states, floatMask);
    case "cls":
      return first(g, states);
    case "pooler":
      return activated(
        g,
        linear(g, { from: "bert.pooler.dense", at: "pool.dense" }, DENSE, first(g, states)),
        pooler_activation,
      );
  }
}

function activated(g: GraphBuilder, dense: Edge, by: PoolerActivation = "tanh"): Edge {
  switch (by) {
    case "tanh":
      return g.node("Tanh", "pool.tanh", [dense]);
    case "relu":
      return g.node("Relu", "pool.relu", [dense]);
    case "gelu":
      return geluErf(g, "pool.gelu", dense);
  }
}

/** The state of `[CLS]`. */
const first = (g: GraphBuilder, states: Edge) =>
  g.node("Gather", "pool.cls", [states, g.int("pool.first", 0)], { axis: 1n });
