import type { Calibrating } from "../../../eval/metrics/calibrate.ts";
import type { GraphFace } from "../../../r2-assets/format/graph-face.ts";
import type { ImportOptions } from "../import-options.ts";
import type { Asked, GraphHead } from "./choose-head.ts";
import type { OpenedOnnx, Where } from "./open-files.ts";
import type { Probed } from "./probe.ts";

/** What is asked of ONNX files besides. */
export type OnnxOptions = Omit<ImportOptions, "storage"> & Where & Asked & { maxLength?: number };

/** What was found out of a graph before it is written. */
export interface Known {
  opened: OpenedOnnx;
  face: GraphFace;
  head: GraphHead;
  probed: Probed;
  maxLength: number;
  /** The largest id of the tokenizer. */
  largest: number;
  heapBytes: number;
  /** Of a classifier that came with labelled rows. */
  calibrating: Calibrating | null;
  /** What it gave, for `publish` to hold against what is served. */
  writeReference(folder: string): Promise<void>;
}
