/** How a graph that somebody else made is asked: what it is fed, and which numbers are read of what it gives. Runtimes make tensors of it. */
import type { AnyArchitecture } from "./architecture.ts";
import { graphApart } from "./graph-apart.ts";
import { halvesToFloats } from "./half.ts";
import { GRAPH_FILE } from "./keys.ts";
import type { OnnxArchitecture } from "./onnx-architecture.ts";
import type { PaddedBatch } from "./padded-batch.ts";

export type GraphFace = Pick<OnnxArchitecture, "inputs" | "outputs" | "length" | "pooling" | "head" | "external">;

/** Undefined of our own graphs, which are all asked alike. */
export const faceOf = (architecture: AnyArchitecture): GraphFace | undefined =>
  architecture.kind === "onnx" ? architecture : undefined;

/** What a runtime loads: the graph, and the other bytes that it points into, by what it calls them. */
export interface GraphParts {
  graph: Uint8Array;
  externalData: { path: string; data: Uint8Array }[];
}

/** Of files by their names in a version. Throws ProtobufError for a graph that is none. */
export function partsOf(
  files: Readonly<Record<string, Uint8Array>>,
  { external }: Pick<GraphFace, "external">,
): GraphParts {
  const whole = files[GRAPH_FILE]!;
  return {
    graph: graphApart(whole, GRAPH_FILE),
    externalData: [
      { path: GRAPH_FILE, data: whole },
      ...external.map(({ location, file }) => ({ path: location, data: files[file]! })),
    ],
  };
}

/** A tensor that is fed. */
export type Feed =
  | { name: string; type: "int64"; values: BigInt64Array; dims: number[] }
  | { name: string; type: "int32"; values: Int32Array; dims: number[] };

/** What is read of a tensor that a run gave. */
export interface Given {
  readonly type: string;
  readonly dims: readonly number[];
  readonly data: unknown;
}

/** One text as the graph takes it. Where it takes one length alone the rest is masked. */
export function feedsOf({ inputs, length }: Pick<GraphFace, "inputs" | "length">, batch: PaddedBatch): Feed[] {
  if (batch.batch !== 1) throw new RangeError(`a graph that somebody else made is fed one text, not ${batch.batch}`);
  const from = { input_ids: batch.inputIds, attention_mask: batch.attentionMask, token_type_ids: batch.tokenTypeIds };
  const size = length ?? batch.length;
  return inputs.map(({ name, type }): Feed => {
    const values = new Int32Array(size);
    values.set(from[name]);
    const dims = [1, size];
    return type === "int32"
      ? { name, type, values, dims }
      : { name, type, values: BigInt64Array.from(values, BigInt), dims };
  });
}

/**
 * The text's numbers: `[head.out]`, or of what does not pool `[tokens, head.out]`. Outputs of starts and of ends, `[1, length]` each, are columns of it.
 * Throws a RangeError for tensors of other types or shapes than the card says.
 */
export function numbersOf(
  { outputs, pooling, head }: GraphFace,
  given: Readonly<Record<string, Given>>,
  tokens: number,
): Float32Array {
  const perOutput = head.out / outputs.length;
  const columns = outputs.map((name) => {
    const { type, dims, data } = given[name]!;
    const floats = floatsOf(name, type, data);
    const rows = pooling === "none" ? Math.max(tokens, dims[1] ?? 0) : 1;
    if (floats.length !== rows * perOutput)
      throw new RangeError(
        `the output ${name} has the shape [${dims.join(", ")}], which is not ${rows} times ${perOutput}`,
      );
    return floats;
  });
  const read = pooling === "none" ? tokens : 1;
  if (columns.length === 1) return columns[0]!.subarray(0, read * perOutput);
  const joined = new Float32Array(read * head.out);
  for (const [c, column] of columns.entries())
    for (let row = 0; row < read; row++) joined[row * head.out + c] = column[row]!;
  return joined;
}

function floatsOf(name: string, type: string, data: unknown): Float32Array {
  if (type === "float32") return data as Float32Array;
  if (type !== "float16") throw new RangeError(`the output ${name} holds ${type}, which are no floats`);
  const { buffer, byteOffset, length } = data as Uint16Array; // or Float16Array, where the library has it
  return halvesToFloats(new Uint16Array(buffer, byteOffset, length));
}
