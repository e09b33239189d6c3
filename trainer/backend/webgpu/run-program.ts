/** WGSL compute programs of ours over tfjs's tensors, in one command stream with tfjs's own. */
import type { Tensor } from "@tensorflow/tfjs";
import { tf } from "../tfjs.ts";
import type { WebgpuBackend } from "./backend.ts";

/** What a buffer is an array of, in WGSL. */
export type Element = "f32" | "i32" | "u32" | "vec2<f32>" | "vec4<f32>" | "vec4<u32>" | "atomic<u32>" | "atomic<i32>";

/**
 * A program as text. Every name of `inputs` is a read-only array of that element, every name of `outputs` one that can be
 * written, and read; `uniforms.<name>` is a number. At most 10 arrays: not every card takes more.
 */
export interface Program<I extends string = string, O extends string = string, U extends string = string> {
  /** Unique: programs of one name share one pipeline. What is written into the text as a constant belongs to it. */
  name: string;
  inputs: Record<I, Element>;
  outputs: Record<O, Element>;
  uniforms: Record<U, "u32" | "i32" | "f32">;
  /** Invocations of a workgroup, 256 at most. */
  workgroupSize: number;
  /** Functions, constants and `var<workgroup>`. */
  declarations?: string;
  /**
   * The body of the entry point. It knows `group`, the number of its workgroup, which may lie beyond those asked for where
   * there are more than 65,535 (check it, or what is made of it), and `local`, its place in there. Both u32.
   */
  main: string;
}

export interface Call<I extends string, O extends string, U extends string> {
  inputs: Record<I, Tensor>;
  /** A shape makes a tensor; a tensor that is there is updated in place. It may not be an input as well. */
  outputs: Record<O, readonly number[] | Tensor>;
  uniforms: Record<U, number>;
  workgroups: number;
}

/**
 * Runs `program`, in order with all that tfjs runs. New outputs are tracked like any tensor, float32 where the element is
 * made of f32 and int32 elsewhere; what the program doesn't write in them is left over from others. No gradient: call it
 * within `tf.customGrad`.
 */
export function runProgram<I extends string, O extends string, U extends string>(
  program: Program<I, O, U>,
  call: Call<I, O, U>,
): Record<O, Tensor> {
  const backend = tf.backend() as unknown as WebgpuBackend;
  const outputs = Object.entries<Element>(program.outputs).map(([name, element]): Tensor => {
    const output = call.outputs[name as O];
    return isShape(output) ? newTensor(backend, output, element) : (output as Tensor);
  });
  const inputs = Object.entries<Element>(program.inputs).map(([name, element]) =>
    asElement(backend, call.inputs[name as I], element),
  );
  backend.run(program, inputs, outputs, uniformBytes(program.uniforms, call.uniforms), spread(call.workgroups));
  for (const input of inputs) if (!Object.values(call.inputs).includes(input)) input.dispose();
  return Object.fromEntries(Object.keys(program.outputs).map((name, i) => [name, outputs[i]])) as Record<O, Tensor>;
}

/** tfjs casts integers and truth values to float32 in name only: their buffer still holds integers. */
function asElement(backend: WebgpuBackend, input: Tensor, element: Element): Tensor {
  const isCastInName = element.includes("f32") && backend.tensorMap.get(input.dataId).dtype !== "float32";
  return isCastInName ? tf.mul(input, 1) : input;
}

const isShape = (output: readonly number[] | Tensor): output is readonly number[] => Array.isArray(output);

function newTensor(backend: WebgpuBackend, shape: readonly number[], element: Element): Tensor {
  const info = backend.makeTensorInfo([...shape], element.includes("f32") ? "float32" : "int32");
  return tf.engine().makeTensorFromTensorInfo(info);
}

/** Groups of a dimension that every device takes. */
const MOST_GROUPS = 65_535;

/** As a grid that a device takes: at least `groups`. */
const spread = (groups: number): [number, number] => {
  const rows = Math.max(1, Math.ceil(groups / MOST_GROUPS));
  return [Math.ceil(groups / rows), rows];
};

/** Scalars one after another, as WGSL lays a struct of them out; buffers of uniforms come in 16 bytes. */
function uniformBytes<U extends string>(types: Record<U, string>, values: Record<U, number>): ArrayBuffer {
  const names = Object.keys(types) as U[];
  const view = new DataView(new ArrayBuffer(Math.ceil(Math.max(names.length, 1) / 4) * 16));
  for (const [i, name] of names.entries()) {
    if (types[name] === "f32") view.setFloat32(i * 4, values[name], true);
    else view.setUint32(i * 4, values[name], true);
  }
  return view.buffer as ArrayBuffer;
}

/** The whole text of a program. Bindings: inputs, outputs, uniforms. */
export function wgslOf({ inputs, outputs, uniforms, workgroupSize, declarations = "", main }: Program): string {
  const buffers = [
    ...Object.entries(inputs).map(([name, element]) => `var<storage, read> ${name}: array<${element}>;`),
    ...Object.entries(outputs).map(([name, element]) => `var<storage, read_write> ${name}: array<${element}>;`),
    "var<uniform> uniforms: Uniforms;",
  ];
  const fields = Object.entries(uniforms).map(([name, type]) => `  ${name}: ${type},`);
  return `
struct Uniforms {
${fields.join("\n") || "  none: u32,"}
}
${buffers.map((buffer, i) => `@group(0) @binding(${i}) ${buffer}`).join("\n")}
${declarations}
@compute @workgroup_size(${workgroupSize})
fn main(
  @builtin(workgroup_id) groupId: vec3<u32>,
  @builtin(num_workgroups) groupCount: vec3<u32>,
  @builtin(local_invocation_index) local: u32,
) {
  let group = groupId.y * groupCount.x + groupId.x;
  _ = uniforms;
${main}
}
`;
}
