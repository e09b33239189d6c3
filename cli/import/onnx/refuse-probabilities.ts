/** Logits are what is read: of probabilities every score and every loss would be another number. */
import { CliError } from "../../cli-error.ts";
import type { GraphHead } from "./choose-head.ts";
import { type OnnxGraph, producerOf } from "./graph.ts";

/** Operators that give probabilities. LogSoftmax is none: softmax of its numbers is what it was. */
const SQUASHING = ["Softmax", "Sigmoid", "HardSigmoid"];

/** `numbers`: of some texts. Throws CliError where the graph ends in such an operator, or each row of several numbers is none below 0 and sums to 1. */
export function refuseProbabilities(
  path: string,
  graph: OnnxGraph,
  { outputs, out, task }: GraphHead,
  numbers: readonly Float32Array[],
): void {
  if (task === "feature-extraction") return;
  for (const output of outputs) {
    const end = producerOf(graph, output);
    if (end !== undefined && SQUASHING.includes(end.op)) refuse(path, output, `the graph ends in ${end.op}`);
  }
  const rows = numbers.flatMap((each) =>
    Array.from({ length: each.length / out }, (_, row) => each.subarray(row * out, (row + 1) * out)),
  );
  const isDistribution = (row: Float32Array) =>
    row.every((value) => value >= 0) && Math.abs(row.reduce((sum, value) => sum + value, 0) - 1) < 1e-3;
  if (outputs.length === 1 && out > 1 && rows.length > 0 && rows.every(isDistribution))
    refuse(path, outputs[0]!, "of every text they sum to 1");
}

function refuse(path: string, output: string, because: string): never {
  throw new CliError(
    `${path} gives probabilities in ${output} and no logits (${because}): name another output with --output, or export it without`,
  );
}
