/** An ONNX file as far as serving it asks: names, types and shapes, and where its weights are. The numbers of the fields are those of onnx.proto (ONNX 1.20). */
import { Message } from "./message.ts";

/** A number is fixed, a string the name of a size that varies; null where nothing is said of it. */
export type Dimension = number | string | null;

export interface Port {
  name: string;
  /** As ONNX calls it: `INT64`; `OTHER` of what is no tensor. */
  type: string;
  /** Undefined where not even the rank is said. */
  shape: Dimension[] | undefined;
}

export interface Constant {
  name: string;
  type: string;
  dims: number[];
  /** The name of the file that it lies in, where that is another. */
  location: string | undefined;
}

export interface GraphNode {
  op: string;
  /** "" of ONNX's own operators. */
  domain: string;
  inputs: string[];
  outputs: string[];
  integers: ReadonlyMap<string, number>;
}

export interface OnnxGraph {
  irVersion: number;
  opset: number;
  producer: string | null;
  /** Without those that an initializer stands for. */
  inputs: Port[];
  outputs: Port[];
  /** Initializers, and what Constant nodes hold. */
  constants: ReadonlyMap<string, Constant>;
  /** Of the graph itself, in its order. */
  nodes: GraphNode[];
  /** Operators of domains other than ONNX's and Microsoft's which the file does not itself define, as `domain.Operator`; those of inner graphs, too. */
  foreignOperators: string[];
}

/** Throws ProtobufError where the bytes are no ONNX model, or are cut short. */
export function readOnnx(bytes: Uint8Array): OnnxGraph {
  const model = new Message(bytes);
  const graph = model.message(7);
  const opsets = model.messages(8).map((each) => ({ domain: each.text(1), version: each.integer(2) }));
  const initializers = (graph?.messages(5) ?? []).map(constantOf);
  const parts = (graph?.messages(1) ?? []).map((message) => ({ message, node: nodeOf(message) }));
  const held = parts.flatMap(({ message, node }) =>
    node.op === "Constant" ? tensorsOf(message).map((each) => ({ ...each, name: node.outputs[0] ?? "" })) : [],
  );
  const constants = new Map([...initializers, ...held].map((each) => [each.name, each]));
  const functions = model.messages(25);
  const own = new Set(functions.map((each) => `${domainOf(each.text(10))}.${each.text(1)}`));
  const inner = functions.flatMap((each) => each.messages(7).flatMap(operatorsOf));
  const all = [...parts.flatMap(({ message }) => operatorsOf(message)), ...inner];
  return {
    irVersion: model.integer(1),
    opset: opsets.find(({ domain }) => domainOf(domain) === "")?.version ?? 0,
    producer: [model.text(2), model.text(3)].filter(Boolean).join(" ") || null,
    inputs: (graph?.messages(11) ?? []).map(portOf).filter(({ name }) => !constants.has(name)),
    outputs: (graph?.messages(12) ?? []).map(portOf),
    constants,
    nodes: parts.map(({ node }) => node),
    foreignOperators: [
      ...new Set(all.filter((name) => !own.has(name) && !KNOWN.has(name.slice(0, name.lastIndexOf("."))))),
    ],
  };
}

/** Domains whose operators onnxruntime has, as far as its build goes. */
const KNOWN = new Set(["", "ai.onnx.ml", "com.microsoft", "com.microsoft.nchwc", "com.ms.internal.nhwc"]);

/** ONNX's own has two names. */
const domainOf = (domain: string): string => (domain === "ai.onnx" ? "" : domain);

/** `domain.Operator` of a node and of the graphs that it holds. */
function operatorsOf(node: Message): string[] {
  const graphs = node.messages(5).flatMap((attribute) => [...attribute.messages(6), ...attribute.messages(11)]);
  return [
    `${domainOf(node.text(7))}.${node.text(4)}`,
    ...graphs.flatMap((graph) => graph.messages(1).flatMap(operatorsOf)),
  ];
}

const nodeOf = (node: Message): GraphNode => ({
  op: node.text(4),
  domain: domainOf(node.text(7)),
  inputs: node.texts(1),
  outputs: node.texts(2),
  integers: new Map(node.messages(5).map((attribute) => [attribute.text(1), attribute.integer(3)])),
});

const tensorsOf = (node: Message): Constant[] =>
  node.messages(5).flatMap((attribute) => attribute.messages(5).map(constantOf));

function constantOf(tensor: Message): Constant {
  const external = new Map(tensor.messages(13).map((entry) => [entry.text(1), entry.text(2)]));
  const location = tensor.integer(14) === 1 ? external.get("location") : undefined;
  return { name: tensor.text(8), type: typeNamed(tensor.integer(2)), dims: tensor.integers(1), location };
}

function portOf(port: Message): Port {
  const tensor = port.message(2)?.message(1);
  const shape = tensor?.message(2);
  return {
    name: port.text(1),
    type: tensor === undefined ? "OTHER" : typeNamed(tensor.integer(1)),
    shape: shape?.messages(1).map((dim) => dim.integers(1).at(-1) ?? (dim.text(2) || null)),
  };
}

/** `TensorProto.DataType`. */
const TYPES =
  "UNDEFINED FLOAT UINT8 INT8 UINT16 INT16 INT32 INT64 STRING BOOL FLOAT16 DOUBLE UINT32 UINT64 COMPLEX64 COMPLEX128 BFLOAT16 FLOAT8E4M3FN FLOAT8E4M3FNUZ FLOAT8E5M2 FLOAT8E5M2FNUZ UINT4 INT4 FLOAT4E2M1".split(
    " ",
  );

const typeNamed = (number: number): string => TYPES[number] ?? `TYPE_${number}`;

const producers = new WeakMap<OnnxGraph, Map<string, GraphNode>>();

/** The node whose output an edge is. */
export function producerOf(graph: OnnxGraph, edge: string): GraphNode | undefined {
  const known =
    producers.get(graph) ?? new Map(graph.nodes.flatMap((node) => node.outputs.map((name) => [name, node])));
  producers.set(graph, known);
  return known.get(edge);
}
