/** What the project knows of a model, whichever its architecture: a folder in `trainer/models/` says so of one. */
import type { Architecture, Card } from "../../r2-assets/format/card.ts";
import type { Storage } from "../../r2-assets/format/names.ts";
import type { StoredTensor } from "../../r2-assets/format/safetensors.ts";
import type { DropoutRandom } from "../nn/dropout.ts";
import type { ModelInput, ModelOutput, OutputName } from "./input-output.ts";
import type { TensorSpec } from "./tensor-spec.ts";
import type { Parameters } from "./weights.ts";

/** What planning, export and the card need, without any backend. */
export interface ArchitectureDescription<Config, Described extends Architecture = Architecture> {
  kind: Described["kind"];
  /** The card's description of such a model, before a storage is chosen (every matrix `[out, in]`). */
  describe(config: Config): Described;
  /** The description of the model as it is stored: layouts, and how its graph computes factored matrices. */
  stored(architecture: Described, storage: Storage): Described;
  /** Everything that is served, in the order of the computation. */
  tensors(architecture: Described): TensorSpec[];
  /** `config.json`, as Hugging Face's readers look for it. */
  huggingFaceConfig(card: Pick<Card, "labels" | "storage" | "task"> & { architecture: Described }): object;
}

/** And what trains it and serves it. */
export interface ModelArchitecture<Config, Described extends Architecture = Architecture>
  extends ArchitectureDescription<Config, Described> {
  /** Which outputs it has; a recipe whose objective compares others is refused. */
  gives: readonly OutputName[];
  /** How the names of parameters begin that only a task teaches, and of those that only guess words on text. */
  heads: { task: readonly string[]; text: readonly string[] };
  /** Runs it, with dropout where `random` is given. Inside a tidy; differentiable in the parameters. */
  forward(parameters: Parameters, config: Config, input: ModelInput, random?: DropoutRandom): ModelOutput;
  /** The serialised ONNX graph over stored weights. `spans`: it answers questions. */
  graph(
    architecture: Described,
    weights: ReadonlyMap<string, StoredTensor & { offset: number }>,
    options: { spans: boolean },
  ): Uint8Array;
}
