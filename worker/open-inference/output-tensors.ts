/** Logits as the tensors that a request asks for. */
import type { Task } from "../../r2-assets/format/names.ts";
import { shown } from "../http/shown.ts";
import type { LoadedModel } from "../runtime/loaded-model.ts";
import type { InferRequest, RequestedOutput } from "./infer-request.ts";
import { type OutputSpec, outputsOf } from "./signature.ts";
import { unfit } from "./tensors.ts";

/** Row-major. */
export type OutputTensor =
  | { name: string; datatype: "FP32"; shape: number[]; values: Float32Array; binary: boolean }
  | { name: string; datatype: "BYTES"; shape: number[]; values: string[]; binary: boolean };

export interface WantedOutput {
  spec: OutputSpec;
  /** Whether as bytes behind the JSON. */
  binary: boolean;
  /** The best so many labels in place of logits; 0: the logits. */
  classes: number;
}

/** Tasks whose logits are a label each. */
const HAS_CLASSES: readonly Task[] = ["text-classification", "multi-label-classification"];

/** All of them unless some are named. Throws the 422 problem for an unknown one, one that comes twice, and for classes of what has none. */
export function wantedOutputs(
  { card }: Pick<LoadedModel, "card">,
  { outputs, parameters }: InferRequest,
): WantedOutput[] {
  const specs = outputsOf(card);
  const asked: readonly RequestedOutput[] = outputs?.length ? outputs : specs.map(({ name }) => ({ name }));
  return asked.map((one, i) => {
    if (asked.findIndex(({ name }) => name === one.name) < i) {
      throw unfit(`The output ${shown(one.name)} is asked for twice.`); // a body has room for thousands, and each costs the whole
    }
    const spec = specs.find(({ name }) => name === one.name);
    if (spec === undefined) {
      const names = specs.map(({ name }) => name).join(" and ");
      throw unfit(`There is no output ${shown(one.name)}; ${card.id} has ${names}.`, "output-unknown");
    }
    const classes = one.parameters?.classification ?? 0;
    if (classes > 0 && (spec.perToken || !HAS_CLASSES.includes(card.task))) {
      throw unfit(`${card.id} does ${card.task}: its output ${spec.name} can't be asked for by classification.`);
    }
    return {
      spec,
      binary: one.parameters?.binary_data ?? parameters?.binary_data_output ?? false,
      classes: Math.min(classes, spec.width),
    };
  });
}

/**
 * `logits`: a text's numbers as `runEncodings` returns them, without padding, each output behind the one before. What has
 * something a token is zero from a text's end to `length`.
 */
export function outputTensors(
  { card }: Pick<LoadedModel, "card">,
  logits: readonly Float32Array[],
  { length, tokens }: { length: number; tokens: readonly number[] },
  wanted: readonly WantedOutput[],
): OutputTensor[] {
  const specs = outputsOf(card);
  return wanted.map(({ spec, binary, classes }): OutputTensor => {
    const { name, perToken, width } = spec;
    const stride = (perToken ? length : 1) * width;
    const values = new Float32Array(logits.length * stride);
    logits.forEach((row, i) => {
      const at = startOf(spec, specs, tokens[i]!);
      values.set(row.subarray(at, at + (perToken ? tokens[i]! : 1) * width), i * stride);
    });
    if (classes > 0) {
      const best = logits.flatMap((_, i) =>
        bestClasses(values.subarray(i * stride, (i + 1) * stride), card.labels, classes),
      );
      return { name, datatype: "BYTES", shape: [logits.length, classes], values: best, binary };
    }
    const shape = perToken ? [logits.length, length, width] : [logits.length, width];
    return { name, datatype: "FP32", shape, values, binary };
  });
}

/** Where an output begins among a text's numbers. */
function startOf(spec: OutputSpec, specs: readonly OutputSpec[], tokens: number): number {
  const before = specs.slice(
    0,
    specs.findIndex(({ name }) => name === spec.name),
  );
  return before.reduce((sum, { perToken, width }) => sum + (perToken ? tokens : 1) * width, 0);
}

/** `value:index:label`, best first, as Triton's extension "classification" has them: with C's `%f`. */
const bestClasses = (logits: Float32Array, labels: readonly string[], classes: number): string[] =>
  [...logits]
    .map((value, index) => ({ value, index }))
    .sort((a, b) => b.value - a.value)
    .slice(0, classes)
    .map(({ value, index }) => `${value.toFixed(6)}:${index}:${labels[index]}`);
