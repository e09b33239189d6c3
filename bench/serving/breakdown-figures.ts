/** What `breakdown.ts` writes as JSON. */
import type { Step } from "./peak.ts";

/** A kernel and its shape, of one pass. */
export interface Part {
  part: string;
  calls: number;
  /** A product and a sum are two. */
  operations: number;
  /** The instruction that does most of the work, where one does. */
  by: Step | null;
  vectors: number;
  /** Sums over its calls of each one's median and of its least. */
  ms: number;
  leastMs: number;
}

export interface Breakdown {
  machine: string;
  /** Billions of operations a second. */
  peaks: Record<Step, number>;
  found: {
    id: string;
    length: number;
    /** Of whole passes, without a clock inside. */
    whole: { median: number; least: number };
    /** The sum of all parts. */
    kernels: number;
    parts: Part[];
  }[];
}
