/**
 * Tables and linear layers as ONNX nodes, each according to how its weight is stored.
 * `from` is the layer's name in the weights (`bert.encoder.layer.0.attention.self.query`), `at` its shorter one in the graph.
 */
import type { Embedding, Linear } from "../../r2-assets/format/layers.ts";
import { expandedMatrix } from "./expanded-matrix.ts";
import { kroneckerProducts, lowRankProduct } from "./factored-layers.ts";
import { DataType, type Edge, type GraphBuilder } from "./graph-builder.ts";
import { factor, rowsOf, type Select } from "./stored-factor.ts";
import { ZERO_POINT } from "./zero-point.ts";

const FLOAT = { to: BigInt(DataType.FLOAT) };

/** How a layer's matrix is stored and applied, as the card says. */
export type Matrix = Linear | { kind: "dense" };

interface Layer {
  from: string;
  at: string;
}

/** Rows of the table `<from>.weight` as floats, `[..., width]`. `select` adds the node (Gather, Slice) that takes them. */
export function lookUp(g: GraphBuilder, { from, at }: Layer, table: Embedding, select: Select): Edge {
  const weight = `${from}.weight`;
  switch (table.kind) {
    case "dense":
      return rowsOf(g, weight, at, select);
    case "low_rank": {
      const rows = rowsOf(g, `${weight}.low_rank.u`, `${at}.narrow`, select);
      return g.node("MatMul", at, [rows, factor(g, `${weight}.low_rank.v`)]);
    }
    case "kronecker": {
      if (table.b[0] !== 1) throw new RangeError(`lookUp: a table's B is [${table.b}], expected one row`);
      const terms = Array.from({ length: table.terms }, (_, i) => {
        const [a, b] = [`${weight}.kronecker.${i}.a`, `${weight}.kronecker.${i}.b`];
        const columns = g.node("Unsqueeze", `${at}.${i}.columns`, [
          rowsOf(g, a, `${at}.${i}.a`, select),
          g.ints("axis.new_last", [-1]),
        ]);
        return g.node("Mul", `${at}.${i}.outer`, [columns, factor(g, b)]); // [..., width / n, n]
      });
      const sum = terms.reduce((sum, term, i) => g.node("Add", `${at}.sum.${i}`, [sum, term]));
      return g.node("Reshape", at, [sum, g.ints("shape.table_rows", [0, 0, -1])]);
    }
  }
}

/** `y = x Wᵀ + b` for x `[rows, in]` -> `[rows, out]`. */
export function linear(g: GraphBuilder, layer: Layer, matrix: Matrix, x: Edge): Edge {
  return linears(g, [layer], matrix, x)[0]!;
}

/** Several linear layers of one kind over the same input, which is quantised, or turned, only once. */
export function linears(g: GraphBuilder, layers: readonly Layer[], matrix: Matrix, x: Edge): Edge[] {
  if (matrix.kind === "dense") return denseLayers(g, layers, x);
  const bias = ({ from }: Layer) => g.weight(`${from}.bias`);
  if (matrix.computed?.as === "expanded") {
    return layers.map((layer) =>
      g.node("Gemm", layer.at, [x, expandedMatrix(g, `${layer.from}.weight`, matrix), bias(layer)], { transB: 1n }),
    );
  }
  const products = layers.map(({ from, at }) => ({ weight: `${from}.weight`, at: `${at}.product` }));
  const multiplied =
    matrix.kind === "kronecker"
      ? kroneckerProducts(g, products, matrix, x)
      : products.map((product) => lowRankProduct(g, product, x));
  return layers.map((layer, i) => g.node("Add", layer.at, [multiplied[i]!, bias(layer)]));
}

function denseLayers(g: GraphBuilder, layers: readonly Layer[], x: Edge): Edge[] {
  let quantized: Quantized | undefined;
  return layers.map(({ from, at }) => {
    const weight = `${from}.weight`;
    const bias = g.weight(`${from}.bias`);
    switch (g.stored(weight).dtype) {
      case "F32":
        return g.node("Gemm", at, [x, g.weight(weight), bias], { transB: 1n });
      case "F16": {
        const float = g.node("Cast", `${at}.weight`, [g.weight(weight)], FLOAT);
        return g.node("Gemm", at, [x, float, bias], { transB: 1n });
      }
      case "U8":
        quantized ??= quantize(g, x);
        return g.node("Add", at, [integerProduct(g, weight, at, quantized), bias]);
      default:
        throw new RangeError(`linears: ${weight} is stored as ${g.stored(weight).dtype}`);
    }
  });
}

/**
 * States as `x = bottom + span * values * scale`: `bottom` and `span` are `[rows, 1]`, the lowest entry and the width of each row's
 * range; the rest is one DynamicQuantizeLinear over rows that all fill [0, 1] exactly, so its scale is always 1/255.
 */
interface Quantized {
  bottom: Edge;
  span: Edge;
  values: Edge;
  scale: Edge;
  zeroPoint: Edge;
}

/**
 * MiniLM's states have single entries thirty times as large as the rest. With one range for the whole tensor they cost
 * every token its resolution, and the longest outlier in a batch decides for all its sentences. With a range for each row
 * the mean error of logits is less than half of that (0.020 against 0.048, 256 sentences), for 10 % more time.
 * What remains is not smooth: a last bit that falls the other way before rounding moves logits by as much, so two
 * runtimes, or two orders of summation, differ by about the quantisation error itself.
 */
function quantize(g: GraphBuilder, x: Edge): Quantized {
  const over = { axes: [-1n], keepdims: 1n };
  const bottom = g.node("ReduceMin", `${x}.bottom`, [x], over);
  const width = g.node("Sub", `${x}.width`, [g.node("ReduceMax", `${x}.top`, [x], over), bottom]);
  const span = g.node("Max", `${x}.span`, [width, g.float("least_span", 1e-9)]); // a constant row must not divide by 0
  const unit = g.node("Div", `${x}.unit`, [g.node("Sub", `${x}.lifted`, [x, bottom]), span]);
  const outputs = g.nodes("DynamicQuantizeLinear", `${x}.quantized`, [unit], ["", ".scale", ".zero"]);
  const [values, scale, zeroPoint] = outputs as [Edge, Edge, Edge];
  return { bottom, span, values, scale, zeroPoint };
}

/**
 * `x W = span * (values W * scale) + bottom * (column sums of W)`, W `[in, out]` being integers, less their zero point, times a scale for each output.
 * Both products over `in` are integer; the column sums are constant, so that they fold when the graph is loaded.
 */
function integerProduct(g: GraphBuilder, weight: string, at: string, x: Quantized): Edge {
  const [integers, scales] = [g.weight(weight), g.weight(`${weight}.scale`)];
  const ones = g.ones(g.stored(weight).shape[0]!);
  const zero = g.byte("weights.zero_point", ZERO_POINT);
  const scaled = (name: string, product: Edge, scale: Edge) =>
    g.node("Mul", `${at}.${name}`, [g.node("Cast", `${product}.float`, [product], FLOAT), scale]);
  const product = g.node("MatMulInteger", `${at}.product`, [x.values, integers, x.zeroPoint, zero]);
  const unit = scaled("unit", product, g.node("Mul", `${at}.scale`, [x.scale, scales]));
  const sums = scaled("sums", g.node("MatMulInteger", `${at}.totals`, [ones, integers, "", zero]), scales);
  const spread = g.node("Mul", `${at}.spread`, [unit, x.span]);
  return g.node("Add", `${at}.moved`, [spread, g.node("Mul", `${at}.shift`, [x.bottom, sums])]);
}
