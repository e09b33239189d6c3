/** What a graph tells of its size without being run. */
import type { Storage } from "../../../r2-assets/format/names.ts";
import { type Constant, type GraphNode, type OnnxGraph, producerOf } from "./graph.ts";

/** How types that hold weights are stored, in a card's words. Other constants are shapes and indices. */
const STORAGE: Record<string, Storage> = {
  ...{ FLOAT: "f32", DOUBLE: "f32", FLOAT16: "f16", BFLOAT16: "f16", INT8: "i8", UINT8: "i8", INT4: "i8", UINT4: "i8" },
};

export interface GraphMeasure {
  /** Elements of all constants by type. */
  elements: Record<string, number>;
  /** Those of types that hold weights, scales among them; of 4-bit matrices packed in bytes their numbers. */
  parameters: number;
  storage: Storage;
  /** See `OnnxArchitecture.multiplied`. */
  multiplied: number;
  /** Rows of the table that `input_ids` looks up; undefined where none was found. */
  words: number | undefined;
}

/** Counts by the shapes of constants alone: no tensor is read. */
export function measureGraph(graph: OnnxGraph): GraphMeasure {
  const elements: Record<string, number> = {};
  const stored: Record<Storage, number> = { f32: 0, f16: 0, i8: 0 };
  for (const { type, dims } of graph.constants.values()) {
    const count = product(dims);
    elements[type] = (elements[type] ?? 0) + count;
    const storage = STORAGE[type];
    if (storage !== undefined) stored[storage] += count;
  }
  const packed = graph.nodes.reduce((sum, node) => sum + packedBeside(graph, node), 0);
  const [[storage]] = Object.entries(stored).sort(([, a], [, b]) => b - a) as [[Storage, number]];
  return {
    elements,
    parameters: stored.f32 + stored.f16 + stored.i8 + packed,
    storage,
    multiplied: graph.nodes.reduce((sum, node) => sum + multipliedBy(graph, node), 0),
    words: wordRows(graph),
  };
}

const product = (dims: readonly number[]): number => dims.reduce((all, dim) => all * dim, 1);

/** Where operators that multiply rows of tokens by a matrix have the matrix. */
const MATRICES: Record<string, readonly number[]> = {
  ...{ MatMul: [0, 1], Gemm: [0, 1], MatMulInteger: [1], QLinearMatMul: [3], QGemm: [3], FusedMatMul: [0, 1] },
  ...{ FusedGemm: [0, 1], MatMulIntegerToFloat: [1], DynamicQuantizeMatMul: [1], Attention: [1], QAttention: [1] },
  ...{ LSTM: [1, 2], GRU: [1, 2], DynamicQuantizeLSTM: [1, 2], Conv: [1] },
};

const numbersOfPacked = ({ integers }: GraphNode): number => (integers.get("K") ?? 0) * (integers.get("N") ?? 0);

/** Numbers of a matrix of few bits, less the bytes that hold them. */
function packedBeside({ constants }: OnnxGraph, node: GraphNode): number {
  if (node.op !== "MatMulNBits") return 0;
  const bytes = constants.get(node.inputs[1] ?? "");
  return bytes === undefined ? 0 : numbersOfPacked(node) - product(bytes.dims);
}

function multipliedBy(graph: OnnxGraph, node: GraphNode): number {
  if (node.op === "MatMulNBits") return numbersOfPacked(node);
  const behind = (MATRICES[node.op] ?? []).flatMap((i) => constantBehind(graph, node.inputs[i], RESHAPES) ?? []);
  return behind.reduce((sum, { dims }) => sum + (dims.length >= 2 ? product(dims) : 0), 0);
}

/** Operators that a constant may go through and still be the same numbers. */
const WIDENS = ["Cast", "DequantizeLinear", "Mul", "Sub", "Identity"];
const RESHAPES = [...WIDENS, "Transpose", "Reshape", "Unsqueeze", "Squeeze"];

/** The constant that an edge is, through some of these operators. */
function constantBehind(graph: OnnxGraph, edge: string | undefined, through: readonly string[]): Constant | undefined {
  for (let at = edge, steps = 0; at !== undefined && steps < 6; steps++) {
    const found = graph.constants.get(at);
    if (found !== undefined) return found;
    const node = producerOf(graph, at);
    if (node === undefined || !through.includes(node.op)) return undefined;
    at = node.inputs[0];
  }
  return undefined;
}

function wordRows(graph: OnnxGraph): number | undefined {
  const rows = graph.nodes.flatMap((node) => {
    if (!["Gather", "GatherBlockQuantized"].includes(node.op) || !isIds(graph, node.inputs[1])) return [];
    return constantBehind(graph, node.inputs[0], WIDENS)?.dims[0] ?? [];
  });
  return rows.length === 0 ? undefined : Math.min(...rows);
}

function isIds(graph: OnnxGraph, edge: string | undefined): boolean {
  for (let at = edge, steps = 0; at !== undefined && steps < 6; steps++) {
    if (at === "input_ids") return true;
    const node = producerOf(graph, at);
    if (node === undefined || !["Cast", "Identity", "Reshape", "Flatten"].includes(node.op)) return false;
    at = node.inputs[0];
  }
  return false;
}
