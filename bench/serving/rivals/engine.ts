import type { BenchModel, BenchText } from "./model.ts";

/** A way to run models on one thread of WebAssembly. */
export interface Engine {
  /** As tables and pictures have it, without a version. */
  name: string;
  version(): Promise<string>;
  /** Whether it can run such a model; false where the package is made for another one. */
  takes(model: BenchModel): boolean;
  /** It pads all texts to the length that it was opened with. */
  pads?: true;
  /** Loads what the engine is made of, code among it, but no model. */
  load(): Promise<Loaded>;
  /** What a Worker or a page has to ship for it: WebAssembly and JavaScript. */
  files(): Promise<Uint8Array[]>;
}

export interface Loaded {
  /** Makes of the model's files what the engine reads, where that is another form; not counted as its start. */
  convert?(model: BenchModel): Promise<void>;
  /** From the files' bytes to a model that can be run. `length`: of the texts to come, for an engine that pads them. */
  open(model: BenchModel, length: number): Promise<Opened>;
}

export interface Opened {
  /** Logits, or of packages that make vectors, the vector. */
  run(text: BenchText): Promise<Float32Array>;
  close(): Promise<void>;
  /** What `run` should answer, given the logits that ours answers. */
  expected?(logits: Float32Array): Float32Array;
}
