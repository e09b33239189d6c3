/** Whether what a graph takes can be fed here, and how. */

import type { GraphFace } from "../../../r2-assets/format/graph-face.ts";
import { GraphInput } from "../../../r2-assets/format/onnx-architecture.ts";
import { CliError } from "../../cli-error.ts";
import type { OnnxGraph } from "./graph.ts";

const TYPES: Record<string, "int64" | "int32"> = { INT64: "int64", INT32: "int32" };

/** `[1, length]` each. Throws CliError with one sentence for other inputs, types, or sizes. */
export function inputsOf({ inputs }: OnnxGraph, path: string): Pick<GraphFace, "inputs" | "length"> {
  if (inputs.length === 0) throw new CliError(`${path} holds no graph that takes anything`);
  const lengths = new Set<number>();
  const fed = inputs.map((input): GraphFace["inputs"][number] => {
    const name = GraphInput.safeParse(input.name).data;
    if (name === undefined) throw new CliError(`${path} takes ${input.name}; fed are ${GraphInput.options.join(", ")}`);
    const type = TYPES[input.type];
    if (type === undefined) throw new CliError(`${path} takes ${name} as ${input.type}; fed are INT64 and INT32`);
    const { shape } = input;
    if (shape !== undefined && shape.length !== 2)
      throw new CliError(`${path} takes ${name} of ${shape.length} dimensions; fed are two, [texts, tokens]`);
    const [batch, length] = shape ?? [];
    if (typeof batch === "number" && batch > 1)
      throw new CliError(`${path} takes ${batch} texts at a time and no other number; one is fed`);
    if (typeof length === "number" && length > 0) lengths.add(length);
    return { name, type };
  });
  const [length = null, another] = lengths;
  if (another !== undefined) throw new CliError(`${path} takes inputs of ${length} and of ${another} tokens at once`);
  const names = fed.map(({ name }) => name);
  if (!names.includes("input_ids")) throw new CliError(`${path} takes no input_ids, but ${names.join(" and ")}`);
  if (length !== null && !names.includes("attention_mask"))
    throw new CliError(
      `${path} takes texts of ${length} tokens alone and no attention_mask, so shorter ones cannot be asked`,
    );
  return { inputs: fed, length };
}
