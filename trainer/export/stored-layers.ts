/** Tables and linear layers as ONNX nodes, each according to how its weight is stored (ARCHITECTURE.md tells why so). */
import { DataType, type Edge, type GraphBuilder } from "./graph-builder.ts";

const FLOAT = { to: BigInt(DataType.FLOAT) };

/**
 * Rows of the table `<at>.weight` as floats. `select` adds the node (Gather, Slice) that takes them; it runs before the
 * cast, so that no F32 copy of a whole table ever exists, and for I8 once more over the scales.
 */
export function lookUp(g: GraphBuilder, at: string, select: (table: Edge, name: string) => Edge): Edge {
  const weight = `${at}.weight`;
  const rows = select(g.weight(weight), `${at}.rows`);
  switch (g.dtypeOf(weight)) {
    case "F32":
      return rows;
    case "F16":
      return g.node("Cast", `${at}.float`, [rows], FLOAT);
    case "I8": {
      const scales = select(g.weight(`${weight}.scale`), `${at}.scales`);
      return g.node("Mul", `${at}.float`, [g.node("Cast", `${at}.cast`, [rows], FLOAT), scales]);
    }
    default:
      throw new RangeError(`lookUp: ${weight} is stored as ${g.dtypeOf(weight)}`);
  }
}

/** `y = x Wᵀ + b` for x `[rows, in]` -> `[rows, out]`; the output is called `<at>`, or `name`. */
export function linear(g: GraphBuilder, at: string, x: Edge, name = at): Edge {
  const weight = `${at}.weight`;
  const bias = g.weight(`${at}.bias`);
  switch (g.dtypeOf(weight)) {
    case "F32":
      return g.node("Gemm", name, [x, g.weight(weight), bias], { transB: 1n });
    case "F16": {
      const float = g.node("Cast", `${weight}.float`, [g.weight(weight)], FLOAT);
      return g.node("Gemm", name, [x, float, bias], { transB: 1n });
    }
    case "I8":
      return integerLinear(g, at, quantize(g, x), name);
    default:
      throw new RangeError(`linear: ${weight} is stored as ${g.dtypeOf(weight)}`);
  }
}

/** Several linear layers over the same input, which is quantised only once. */
export function linears(g: GraphBuilder, layers: readonly string[], x: Edge): Edge[] {
  if (!layers.every((at) => g.dtypeOf(`${at}.weight`) === "I8")) return layers.map((at) => linear(g, at, x));
  const quantized = quantize(g, x);
  return layers.map((at) => integerLinear(g, at, quantized, at));
}

/** uint8 values of a whole tensor with one scale and zero point, found while the graph runs. */
interface Quantized {
  values: Edge;
  scale: Edge;
  zeroPoint: Edge;
}

function quantize(g: GraphBuilder, x: Edge): Quantized {
  const [values, scale, zeroPoint] = g.nodes("DynamicQuantizeLinear", `${x}.quantized`, [x], ["", ".scale", ".zero"]);
  return { values: values!, scale: scale!, zeroPoint: zeroPoint! };
}

/** `(x - zero) W` in integers, then times `scale of x * scale of each output`, plus bias. W lies `[in, out]`. */
function integerLinear(g: GraphBuilder, at: string, x: Quantized, name: string): Edge {
  const weight = `${at}.weight`;
  const integers = g.node("MatMulInteger", `${at}.integers`, [x.values, g.weight(weight), x.zeroPoint]);
  const scale = g.node("Mul", `${at}.scale`, [x.scale, g.weight(`${weight}.scale`)]);
  const product = g.node("Mul", `${at}.product`, [g.node("Cast", `${at}.cast`, [integers], FLOAT), scale]);
  return g.node("Add", name, [product, g.weight(`${at}.bias`)]);
}
