/**
 * A BERT classifier as an ONNX graph over stored weights.
 *
 * Inputs `input_ids`, `attention_mask`, `token_type_ids`: int64 `[batch, sequence]`; output `logits`: float32 `[batch, labels]`.
 * Between the embeddings and the pooling, states are `[batch * sequence, width]`, so that every linear layer is one Gemm.
 */
import type { Architecture } from "../../r2-assets/format/card.ts";
import { WEIGHTS_FILE } from "../../r2-assets/format/keys.ts";
import type { StoredTensor } from "../../r2-assets/format/safetensors.ts";
import { DataType, type Edge, GraphBuilder } from "./graph-builder.ts";
import { linear, linears, lookUp } from "./stored-layers.ts";

const OPSET = 17; // the first with LayerNormalization
const LOWEST_FLOAT = -3.4028234663852886e38;

/** The serialised graph; its initializers point into the file that `weights` were read from. */
export function bertGraph(
  architecture: Architecture,
  weights: ReadonlyMap<string, StoredTensor & { offset: number }>,
): Uint8Array {
  const { encoder, head } = architecture;
  const g = new GraphBuilder(weights, WEIGHTS_FILE);
  const input = (name: string) => g.input(name, DataType.INT64, ["batch", "sequence"]);
  const [ids, mask, types] = [input("input_ids"), input("attention_mask"), input("token_type_ids")];
  const shapes = commonShapes(g, ids, encoder);
  const floatMask = g.node("Cast", "mask.float", [mask], { to: BigInt(DataType.FLOAT) });

  let states = embed(g, architecture, ids, types, shapes);
  const bias = attentionBias(g, floatMask);
  for (let i = 0; i < encoder.layers; i++) states = layer(g, encoder, `bert.encoder.layer.${i}`, states, bias, shapes);
  const pooled = pool(g, architecture.pooling, states, floatMask, shapes);
  g.output(linear(g, "classifier", pooled, "logits"), DataType.FLOAT, ["batch", head.out]);
  return g.build("bert", OPSET);
}

type Encoder = Architecture["encoder"];

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
  };
}

/** `LayerNorm(word[ids] + position[0, 1, …] + token_type[types])` -> `[batch * sequence, width]` */
function embed(g: GraphBuilder, { encoder }: Architecture, ids: Edge, types: Edge, shapes: Shapes): Edge {
  const at = "bert.embeddings";
  const word = lookUp(g, `${at}.word_embeddings`, (table, name) => g.node("Gather", name, [table, ids]));
  const position = lookUp(g, `${at}.position_embeddings`, (table, name) =>
    g.node("Slice", name, [table, g.ints("position.first", [0]), shapes.sequence, g.ints("position.axis", [0])]),
  );
  const type = lookUp(g, `${at}.token_type_embeddings`, (table, name) => g.node("Gather", name, [table, types]));
  const tokens = g.node("Add", `${at}.word_and_type`, [word, type]);
  const sum = g.node("Add", `${at}.sum`, [tokens, position]);
  return layerNorm(g, `${at}.LayerNorm`, g.node("Reshape", `${at}.rows`, [sum, shapes.rows]), encoder);
}

/** `[batch, 1, 1, sequence]`: 0 where the mask is 1, the lowest float where it is 0; added to attention scores. */
function attentionBias(g: GraphBuilder, floatMask: Edge): Edge {
  const spread = g.node("Unsqueeze", "mask.spread", [floatMask, g.ints("mask.spread.axes", [1, 2])]);
  const hidden = g.node("Sub", "mask.hidden", [g.float("one", 1), spread]);
  return g.node("Mul", "mask.bias", [hidden, g.float("lowest_float", LOWEST_FLOAT)]);
}

/** One encoder layer, post-norm: attention, then the feed-forward network, each added to its input and normalised. */
function layer(g: GraphBuilder, encoder: Encoder, at: string, states: Edge, bias: Edge, shapes: Shapes): Edge {
  const context = attention(g, encoder, `${at}.attention.self`, states, bias, shapes);
  const attended = linear(g, `${at}.attention.output.dense`, context);
  const a = g.node("Add", `${at}.attention.residual`, [attended, states]);
  const middle = layerNorm(g, `${at}.attention.output.LayerNorm`, a, encoder);
  const wide = geluErf(g, `${at}.intermediate.gelu`, linear(g, `${at}.intermediate.dense`, middle));
  const b = g.node("Add", `${at}.residual`, [linear(g, `${at}.output.dense`, wide), middle]);
  return layerNorm(g, `${at}.output.LayerNorm`, b, encoder);
}

/** `softmax(Q Kᵀ / sqrt(width / heads) + bias) V`, heads side by side -> `[batch * sequence, width]` */
function attention(
  g: GraphBuilder,
  { width, heads }: Encoder,
  at: string,
  states: Edge,
  bias: Edge,
  shapes: Shapes,
): Edge {
  const [query, key, value] = linears(g, [`${at}.query`, `${at}.key`, `${at}.value`], states) as [Edge, Edge, Edge];
  const byHead = (name: string, edge: Edge, order: readonly bigint[]) =>
    g.node("Transpose", `${at}.${name}.by_head`, [g.node("Reshape", `${at}.${name}.split`, [edge, shapes.heads])], {
      perm: order,
    });
  const q = byHead("query", query, [0n, 2n, 1n, 3n]);
  const kt = byHead("key", key, [0n, 2n, 3n, 1n]);
  const v = byHead("value", value, [0n, 2n, 1n, 3n]);
  const scale = g.float("attention.scale", 1 / Math.sqrt(width / heads));
  const scaled = g.node("Mul", `${at}.scaled`, [g.node("MatMul", `${at}.scores`, [q, kt]), scale]);
  const weights = g.node("Softmax", `${at}.weights`, [g.node("Add", `${at}.masked`, [scaled, bias])], { axis: -1n });
  const mixed = g.node("MatMul", `${at}.mixed`, [weights, v]);
  const joined = g.node("Transpose", `${at}.joined`, [mixed], { perm: [0n, 2n, 1n, 3n] });
  return g.node("Reshape", `${at}.context`, [joined, shapes.rows]);
}

/** `x (1 + erf(x / √2)) / 2`, in the order that onnxruntime fuses into one kernel. */
function geluErf(g: GraphBuilder, at: string, x: Edge): Edge {
  const erf = g.node("Erf", `${at}.erf`, [g.node("Div", `${at}.scaled`, [x, g.float("gelu.sqrt2", Math.SQRT2)])]);
  const sum = g.node("Add", `${at}.plus_one`, [erf, g.float("one", 1)]);
  return g.node("Mul", at, [g.node("Mul", `${at}.product`, [x, sum]), g.float("gelu.half", 0.5)]);
}

function layerNorm(g: GraphBuilder, at: string, x: Edge, { layer_norm_eps: epsilon }: Encoder): Edge {
  const [weight, bias] = [g.weight(`${at}.weight`), g.weight(`${at}.bias`)];
  return g.node("LayerNormalization", at, [x, weight, bias], { axis: -1n, epsilon });
}

/** `[batch * sequence, width]` -> `[batch, width]` */
function pool(g: GraphBuilder, pooling: Architecture["pooling"], rows: Edge, floatMask: Edge, shapes: Shapes): Edge {
  const states = g.node("Reshape", "pool.states", [rows, shapes.states]);
  switch (pooling) {
    case "mean": {
      const mask = g.node("Unsqueeze", "pool.mask", [floatMask, g.ints("pool.mask.axis", [2])]);
      const overSequence = (name: string, edge: Edge) =>
        g.node("ReduceSum", name, [edge, g.ints("pool.axis", [1])], { keepdims: 0n });
      const sum = overSequence("pool.sum", g.node("Mul", "pool.kept", [states, mask]));
      const count = g.node("Max", "pool.count", [overSequence("pool.tokens", mask), g.float("pool.least", 1e-9)]);
      return g.node("Div", "pool.mean", [sum, count]);
    }
    case "cls":
      return first(g, states);
    case "pooler":
      return g.node("Tanh", "pool.tanh", [linear(g, "bert.pooler.dense", first(g, states))]);
  }
}

/** The state of `[CLS]`. */
const first = (g: GraphBuilder, states: Edge) =>
  g.node("Gather", "pool.cls", [states, g.int("pool.first", 0)], { axis: 1n });
