/** Builds an ONNX model node by node. A node's output carries the node's name, so an edge reads as where it comes from. */
import { create, toBinary } from "@bufbuild/protobuf";
import {
  type AttributeProto,
  AttributeProtoSchema,
  AttributeProto_AttributeType as AttributeType,
  TensorProto_DataType as DataType,
  GraphProtoSchema,
  ModelProtoSchema,
  type NodeProto,
  NodeProtoSchema,
  StringStringEntryProtoSchema,
  type TensorProto,
  TensorProto_DataLocation,
  TensorProtoSchema,
  type ValueInfoProto,
  ValueInfoProtoSchema,
} from "onnx-buf";
import type { DType, StoredTensor } from "../../r2-assets/format/safetensors.ts";

export { DataType };

/** The name of a tensor in the graph. */
export type Edge = string;

/** Integers as bigint, floats as number. */
type Attribute = bigint | number | string | readonly bigint[];

/** A fixed size, or the name of one that varies. */
type Dimension = number | string;

const DATA_TYPE: Record<DType, DataType> = {
  F32: DataType.FLOAT,
  F16: DataType.FLOAT16,
  I8: DataType.INT8,
  U8: DataType.UINT8,
  I32: DataType.INT32,
  I64: DataType.INT64,
};

export class GraphBuilder {
  readonly #nodes: NodeProto[] = [];
  readonly #inputs: ValueInfoProto[] = [];
  readonly #outputs: ValueInfoProto[] = [];
  readonly #initializers = new Map<Edge, TensorProto>();
  readonly #names = new Set<Edge>();
  readonly #weights: ReadonlyMap<string, StoredTensor & { offset: number }>;
  readonly #weightsFile: string;

  /** `weights` lie in `weightsFile`, beside the graph, at their offsets. */
  constructor(weights: ReadonlyMap<string, StoredTensor & { offset: number }>, weightsFile: string) {
    this.#weights = weights;
    this.#weightsFile = weightsFile;
  }

  input(name: string, type: DataType, shape: readonly Dimension[]): Edge {
    this.#inputs.push(valueInfo(this.#claim(name), type, shape));
    return name;
  }

  /** Declares the edge, which keeps its name, as one of the graph's outputs. */
  output(edge: Edge, type: DataType, shape: readonly Dimension[]): void {
    this.#outputs.push(valueInfo(edge, type, shape));
  }

  /** The node's only output, or its first. An input that is left out is "". */
  node(op: string, name: string, inputs: readonly Edge[], attributes: Record<string, Attribute> = {}): Edge {
    return this.nodes(op, name, inputs, [""], attributes)[0]!;
  }

  /** As `node`, for several outputs: `<name>` + each suffix. */
  nodes(
    op: string,
    name: string,
    inputs: readonly Edge[],
    suffixes: readonly string[],
    attributes: Record<string, Attribute> = {},
  ): Edge[] {
    const outputs = suffixes.map((suffix) => this.#claim(name + suffix));
    this.#nodes.push(
      create(NodeProtoSchema, {
        name,
        opType: op,
        input: [...inputs],
        output: outputs,
        attribute: Object.entries(attributes).map(([key, value]) => attribute(key, value)),
      }),
    );
    return outputs;
  }

  /** A tensor of the weights file. Throws RangeError when it is not there. */
  stored(name: string): StoredTensor & { offset: number } {
    const tensor = this.#weights.get(name);
    if (tensor === undefined) throw new RangeError(`GraphBuilder: the weights hold no tensor ${name}`);
    return tensor;
  }

  /** A tensor of the weights file, as an initializer that points there. Asking again gives the same edge. */
  weight(name: string): Edge {
    const { dtype, shape, data, offset } = this.stored(name);
    if (!this.#initializers.has(name)) {
      const place = { location: this.#weightsFile, offset: `${offset}`, length: `${data.length}` };
      this.#initialize(name, DATA_TYPE[dtype], shape, {
        dataLocation: TensorProto_DataLocation.EXTERNAL,
        externalData: Object.entries(place).map(([key, value]) => create(StringStringEntryProtoSchema, { key, value })),
      });
    }
    return name;
  }

  /** uint8 ones `[1, n]`, which sum the rows of an integer matrix. */
  ones(n: number): Edge {
    return this.#inline(`ones.${n}`, DataType.UINT8, [1, n], new Uint8Array(n).fill(1));
  }

  /** A uint8 scalar inside the graph. */
  byte(name: string, value: number): Edge {
    return this.#inline(name, DataType.UINT8, [], Uint8Array.of(value));
  }

  /** A small float32 scalar inside the graph. */
  float(name: string, value: number): Edge {
    return this.#inline(name, DataType.FLOAT, [], new Float32Array([value]));
  }

  /** A small int64 vector inside the graph. */
  ints(name: string, values: readonly number[]): Edge {
    return this.#inline(name, DataType.INT64, [values.length], BigInt64Array.from(values, BigInt));
  }

  /** A small int64 scalar inside the graph. */
  int(name: string, value: number): Edge {
    return this.#inline(name, DataType.INT64, [], BigInt64Array.of(BigInt(value)));
  }

  /** The model, serialised. The nodes run in the order in which they were added. */
  build(graphName: string, opset: number): Uint8Array {
    const graph = create(GraphProtoSchema, {
      name: graphName,
      node: this.#nodes,
      input: this.#inputs,
      output: this.#outputs,
      initializer: [...this.#initializers.values()],
    });
    const model = {
      irVersion: IR_VERSION,
      producerName: "retort",
      opsetImport: [{ domain: "", version: BigInt(opset) }],
    };
    return toBinary(ModelProtoSchema, create(ModelProtoSchema, { ...model, graph }));
  }

  #inline(name: string, type: DataType, shape: number[], values: Float32Array | BigInt64Array | Uint8Array): Edge {
    if (!this.#initializers.has(name)) {
      this.#initialize(name, type, shape, { rawData: new Uint8Array(values.buffer as ArrayBuffer) });
    }
    return name;
  }

  #initialize(name: string, dataType: DataType, shape: number[], content: Partial<TensorProto>): void {
    const dims = shape.map(BigInt);
    this.#initializers.set(
      this.#claim(name),
      create(TensorProtoSchema, { name, dataType, dims, ...content } as TensorProto),
    );
  }

  #claim(name: string): Edge {
    if (this.#names.has(name)) throw new RangeError(`GraphBuilder: the name ${name} is used twice`);
    this.#names.add(name);
    return name;
  }
}

/** The one that came with opset 17 (ONNX 1.12); a newer one would only shut out older readers. */
const IR_VERSION = 8n;

function attribute(name: string, value: Attribute): AttributeProto {
  if (typeof value === "bigint") return create(AttributeProtoSchema, { name, type: AttributeType.INT, i: value });
  if (typeof value === "number") return create(AttributeProtoSchema, { name, type: AttributeType.FLOAT, f: value });
  if (typeof value === "string")
    return create(AttributeProtoSchema, { name, type: AttributeType.STRING, s: new TextEncoder().encode(value) });
  return create(AttributeProtoSchema, { name, type: AttributeType.INTS, ints: [...value] });
}

function valueInfo(name: string, elemType: DataType, shape: readonly Dimension[]): ValueInfoProto {
  const dim = shape.map((d) => ({
    value:
      typeof d === "number" ? { case: "dimValue" as const, value: BigInt(d) } : { case: "dimParam" as const, value: d },
  }));
  return create(ValueInfoProtoSchema, {
    name,
    type: { value: { case: "tensorType", value: { elemType, shape: { dim } } } },
  });
}
