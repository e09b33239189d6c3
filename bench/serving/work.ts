/** What a call of a kernel has to do: the part of the model that it is, its operations, and the instruction that does most of them. */

import type { Step } from "./peak.ts";
import type { Call } from "./traced.ts";

export interface Work {
  /** Kernel and shape, without the number of rows. */
  part: string;
  /** A product and a sum are two. */
  operations: number;
  /** Null where no single instruction does most of the work. */
  by: Step | null;
  /** Vectors of four floats that go through it. */
  vectors: number;
}

export function workOf({ kernel, args }: Pick<Call, "kernel" | "args">): Work {
  const of = (part: string, operations: number, by: Work["by"], numbers: number): Work => ({
    part: `${kernel} ${part}`.trim(),
    operations,
    by,
    vectors: numbers / 4,
  });
  const at = (i: number) => args[i]!;
  switch (kernel) {
    case "linearI8": {
      const [rows, depth, out] = [at(1), at(2), at(4)];
      return of(`${depth} x ${out}`, 2 * rows * depth * out, "relaxedDot", rows * out);
    }
    case "linearF32":
    case "linearF32Fused":
    case "addProduct": {
      const [rows, depth, out] = [at(1), at(2), at(4)];
      return of(`${depth} x ${out}`, 2 * rows * depth * out, "fused", rows * out);
    }
    case "lowRank": {
      const [rows, depth, rank, out] = [at(1), at(2), at(4), at(6)];
      return of(`${depth} x ${rank} x ${out}`, 2 * rows * rank * (depth + out), "fused", rows * out);
    }
    case "kroneckerAFirst":
    case "kroneckerBFirst":
    case "kroneckerSmallB": {
      const [rows, m1, n1, m2, n2, terms] = [at(1), at(4), at(5), at(6), at(7), at(8)];
      const each = kernel === "kroneckerAFirst" ? m1 * n2 * (n1 + m2) : n1 * m2 * (n2 + m1);
      return of(`(${m1} x ${n1}) ⊗ (${m2} x ${n2})`, 2 * rows * terms * each, "fused", rows * m1 * m2);
    }
    case "kroneckerAFirstI16":
    case "kroneckerBFirstI16":
    case "kroneckerSmallBI16": {
      const [rows, m1, n1, m2, n2] = [at(1), at(5), at(6), at(7), at(8)];
      const each = kernel === "kroneckerAFirstI16" ? m1 * n2 * (n1 + m2) : n1 * m2 * (n2 + m1);
      return of(`(${m1} x ${n1}) ⊗ (${m2} x ${n2})`, 2 * rows * each, "plainDot", rows * m1 * m2);
    }
    case "attention":
    case "attentionI16": {
      const [queries, keys, heads, d] = [at(4), at(5), at(6), at(7)];
      return of(
        `${heads} heads of ${d}`,
        4 * queries * keys * heads * d,
        kernel === "attention" ? "fused" : "plainDot",
        queries * keys * heads,
      );
    }
    case "lstmStep": {
      const [rows, units] = [at(1), at(2)];
      return of(`${units} units`, 8 * rows * units * units, "fused", 4 * rows * units);
    }
    case "geluErf":
    case "geluErfRough":
    case "geluTanh":
      return of("", 0, null, at(1));
    case "layerNorm":
      return of(`${at(6)}`, 0, null, at(5) * at(6));
    case "quantiseRows":
      return of(`${at(2)}`, 0, null, at(1) * at(2));
    case "outerRows":
      return of("", 2 * at(1) * at(2) * at(4) * at(5), null, at(1) * at(2) * at(4));
    case "gatherF32":
    case "gatherF16":
      return of("", 0, null, at(1) * at(3));
    case "gatherI8":
      return of("", 0, null, at(1) * at(4));
    case "meanRows":
    case "maxRows":
      return of("", 0, null, at(1) * at(2));
    default:
      throw new Error(`${kernel} is no part of a run`);
  }
}
