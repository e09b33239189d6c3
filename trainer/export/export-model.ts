/** A trained model into the artefact's two large files: the weights, and the graph that points into them. */

import type { Architecture } from "../../r2-assets/format/card.ts";
import type { Storage, SuiteTask } from "../../r2-assets/format/names.ts";
import { readOwnSafetensors, writeSafetensors } from "../../r2-assets/format/safetensors.ts";
import { countParameters } from "../models/describe.ts";
import { architectureNamed } from "../models/index.ts";
import type { ModelTensors } from "../models/tensor-spec.ts";
import { storeTensors } from "./store-tensors.ts";

export interface ExportedModel<Described extends Architecture = Architecture> {
  /** `weights.safetensors` */
  weights: Uint8Array;
  /** `model.onnx`: the graph, some tens of KB, whose initializers are byte ranges of `weights`. */
  graph: Uint8Array;
  /** With the layouts of the matrices as they are stored. */
  architecture: Described;
  storage: Storage;
  parameters: number;
}

/**
 * Pure. Throws RangeError when `tensors` and `architecture` do not agree.
 * `tensors` may hold more than is served (a pooler, say); the rest is left out.
 */
export function exportModel<Described extends Architecture>(model: {
  architecture: Described;
  tensors: ModelTensors;
  storage: Storage;
  /** Question answering has outputs of its own. */
  task?: SuiteTask;
}): ExportedModel<Described> {
  const { tensors, storage, task } = model;
  const architecture = architectureNamed(model.architecture).stored(model.architecture, storage) as Described;
  // "pt" tells transformers that the names and shapes are PyTorch's.
  const weights = writeSafetensors(storeTensors(architecture, tensors, storage), { format: "pt" });
  const graph = architectureNamed(architecture).graph(architecture, readOwnSafetensors(weights).tensors, {
    spans: task === "question-answering",
  });
  return { weights, graph, architecture, storage, parameters: countParameters(architecture) };
}
