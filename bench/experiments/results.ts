import type { Study, Summary } from "./study.ts";

/** `bench/experiments/results.json`. */
export interface Results {
  machine: string;
  studies: Recorded[];
}

export interface Recorded extends Pick<Study, "group" | "name" | "title" | "fixed"> {
  runs: number;
  seed: number;
  date: string;
  seconds: number;
  command: string;
  found: Record<string, Summary>;
}
