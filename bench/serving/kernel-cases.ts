/** What is measured of the kernels: MiniLM's layers, those of the students made of it, and the BiLSTM's. */
import type { Kernels } from "../../worker/runtime/engine/kernels/kernels.ts";
import {
  kroneckerBytes,
  lowRankBytes,
  outlierBytes,
  packedF32Bytes,
  packedI8Bytes,
} from "../../worker/runtime/engine/kernels/layout.ts";
import type { Step } from "./peak.ts";

/** One call of a kernel. */
export interface Case {
  what: string;
  /** Of one call. */
  operations: number;
  /** In the relaxed binary and in the plain one. */
  peak: Record<Binary, Step>;
  prepare(kernels: Kernels, room: (bytes: number) => number): () => void;
}

export const BINARIES = ["relaxed", "plain"] as const;
export type Binary = (typeof BINARIES)[number];

/** Multiplying and adding by two instructions is nowhere faster than by one. */
const FLOATS = { relaxed: "fused", plain: "fused" } as const;

function linearI8(rows: number, depth: number, out: number): Case {
  return {
    what: `linearI8 ${rows} x ${depth} x ${out}`,
    operations: 2 * rows * depth * out,
    peak: { relaxed: "relaxedDot", plain: "plainDot" },
    prepare(kernels, room) {
      const packed = room(packedI8Bytes(out, depth));
      const [q, steps, bottoms, y] = [rows * depth, 4 * rows, 4 * rows, 4 * rows * out].map(room) as Four;
      const outliers = room(rows * outlierBytes(depth)); // zeros: none
      return () => kernels.linearI8(q, rows, depth, packed, out, steps, bottoms, outliers, y);
    },
  };
}

type Four = [number, number, number, number];

function linearF32(kernel: "linearF32" | "linearF32Fused", rows: number, depth: number, out: number): Case {
  return {
    what: `${kernel} ${rows} x ${depth} x ${out}`,
    operations: 2 * rows * depth * out,
    peak: FLOATS,
    prepare(kernels, room) {
      const packed = room(packedF32Bytes(out, depth));
      const [x, bias, y] = [4 * rows * depth, 4 * out, 4 * rows * out].map(room) as Four;
      return () => kernels[kernel](x, rows, depth, packed, out, bias, y);
    },
  };
}

function kronecker(kernel: keyof typeof kroneckerBytes, rows: number, [m1, n1, m2, n2]: Four): Case {
  const perRow = { kroneckerAFirst: m1 * n2 * (n1 + m2), kroneckerBFirst: n1 * m2 * (n2 + m1) };
  const operations = { ...perRow, kroneckerSmallB: n1 * m2 * (n2 + m1) };
  return {
    what: `${kernel} ${rows} x (${m1} x ${n1}) ⊗ (${m2} x ${n2})`,
    operations: 2 * rows * operations[kernel],
    peak: FLOATS,
    prepare(kernels, room) {
      const [a, b] = [packedF32Bytes(m1, n1), packedF32Bytes(m2, n2)].map(room) as Four;
      const scratch = room(kroneckerBytes[kernel]({ m1, n1, m2, n2, terms: 1 }));
      const [x, bias, y] = [4 * rows * n1 * n2, 4 * m1 * m2, 4 * rows * m1 * m2].map(room) as Four;
      return () => kernels[kernel](x, rows, a, b, m1, n1, m2, n2, 1, bias, y, scratch);
    },
  };
}

function lowRank(rows: number, depth: number, rank: number, out: number): Case {
  return {
    what: `lowRank ${rows} x ${depth} x ${rank} x ${out}`,
    operations: 2 * rows * rank * (depth + out),
    peak: FLOATS,
    prepare(kernels, room) {
      const [v, u] = [packedF32Bytes(rank, depth), packedF32Bytes(out, rank)].map(room) as Four;
      const [x, bias, y, scratch] = [4 * rows * depth, 4 * out, 4 * rows * out, lowRankBytes(rank)].map(room) as Four;
      return () => kernels.lowRank(x, rows, depth, v, rank, u, out, bias, y, scratch);
    },
  };
}

function lstmStep(rows: number, units: number): Case {
  return {
    what: `lstmStep ${rows} x ${units} units`,
    operations: 2 * rows * 4 * units * units,
    peak: FLOATS,
    prepare(kernels, room) {
      const recurrent = room(packedF32Bytes(4 * units, units));
      const [driven, gates, h, c] = [16, 16, 4, 4].map((bytes) => room(bytes * rows * units)) as Four;
      return () => kernels.lstmStep(driven, rows, units, recurrent, h, c, gates);
    },
  };
}

export const CASES = [
  linearI8(32, 384, 384),
  linearI8(32, 384, 1536),
  linearI8(32, 1536, 384),
  linearI8(128, 384, 1536),
  linearF32("linearF32", 32, 384, 1536),
  linearF32("linearF32Fused", 32, 384, 1536),
  linearF32("linearF32Fused", 32, 1536, 384),
  kronecker("kroneckerSmallB", 32, [192, 48, 2, 8]),
  kronecker("kroneckerBFirst", 32, [16, 2, 96, 192]),
  kronecker("kroneckerAFirst", 32, [2, 16, 192, 96]),
  lowRank(32, 384, 12, 384),
  lowRank(32, 384, 9, 1536),
  lstmStep(1, 200),
  lstmStep(8, 200),
];
