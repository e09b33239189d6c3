/** What onnxruntime-web says of a graph that it cannot open or run, in one clause. */

const SAYINGS: readonly [RegExp, (found: string[]) => string][] = [
  [/Fatal error: ([\w.:]+)\([^)]*\) is not a registered function\/op/, ([op]) => lacks(op!)],
  [/No Op registered for (\w+)/, ([op]) => lacks(op!)],
  [
    /Could not find an implementation for (\w+)/,
    ([op]) => `it needs the operator ${op} for types that onnxruntime-web has it not for`,
  ],
  [/IR version: (\d+), max supported IR version: (\d+)/, ([its, most]) => newer("IR version", its!, most!)],
  [/Opset (\d+) is under development.*till opset (\d+)/s, ([its, most]) => newer("opset", its!, most!)],
  [/protobuf parsing failed/, () => "it is no ONNX file, or cut short"],
  [/(indices element out of data bounds, idx=-?\d+)/, ([found]) => found!],
  [/External initializer: (\S+).*out of bounds/s, ([name]) => `its external data ends before the tensor ${name}`],
];

const lacks = (operator: string) => `it needs the operator ${operator}, which onnxruntime-web lacks`;
const newer = (what: string, its: string, most: string) =>
  `its ${what} is ${its}, and onnxruntime-web reads up to ${most}`;

/** Without its stop. What is not known here is quoted, less codes and places in the library's own source. */
export function librarySays(reason: string): string {
  for (const [pattern, say] of SAYINGS) {
    const found = pattern.exec(reason);
    if (found !== null) return say(found.slice(1));
  }
  const message = reason
    .replace(/^.*ERROR_MESSAGE: /s, "")
    .replace(/^\/\S+:\d+ [^[]*\[ONNXRuntimeError\][ :\w]*: /s, "");
  return `onnxruntime-web says ${JSON.stringify(message.trim().split("\n")[0]!.slice(0, 200))}`;
}
