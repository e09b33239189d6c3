/** What the project knows of a model, whichever its architecture: a folder in `trainer/models/` says so of one. */
import type { Architecture, Card } from "../../r2-assets/format/card.ts";
import type { Storage } from "../../r2-assets/format/names.ts";
import type { StoredTensor } from "../../r2-assets/format/safetensors.ts";
import type { DropoutRandom } from "../nn/dropout.ts";
import type { Encoder } from "./encoder.ts";
import type { ModelInput, ModelOutput, OutputName } from "./input-output.ts";
import type { ModelConfig } from "./model.ts";
import type { TensorSpec } from "./tensor-spec.ts";
import type { Parameters, Weights } from "./weights.ts";

/** How wide a model's outputs are: what is compared with another's, and kept of them. */
export interface OutputSizes {
  /** Of each of `hiddenStates`. */
  states: readonly number[];
  /** Heads of each of `attentionScores`. */
  heads: readonly number[];
}

/** How its pre-trained encoders begin to learn. */
export interface Pretrained<Config extends ModelConfig> {
  /** `model_type` in Hugging Face's `config.json`: all that are such a model. */
  modelTypes: readonly string[];
  /** Reads a folder in Hugging Face's layout. Throws an Error with one sentence where it cannot. */
  read(folder: string): Promise<Encoder>;
  /** The encoder's weights under a new head, as `config` has it. */
  initialWeights(encoder: Pick<Encoder, "weights">, config: Config, seed: number): Map<string, Weights>;
}

/** What planning, export and the card need, without any backend. */
export interface ArchitectureDescription<Config extends ModelConfig, Described extends Architecture = Architecture> {
  kind: Described["kind"];
  /** The name of its word table. */
  wordTable: string;
  /** Absent where no recipe's encoder can be such a model. */
  pretrained?: Pretrained<Config>;
  sizes(config: Config): OutputSizes;
  /** The card's description of such a model, before a storage is chosen (every matrix `[out, in]`). */
  describe(config: Config): Described;
  /** The shape that a card describes, however it is stored: `describe` undone. */
  configOf(architecture: Described): ModelConfig;
  /** The description of the model as it is stored: layouts, and how its graph computes factored matrices. */
  stored(architecture: Described, storage: Storage): Described;
  /** Everything that is served, in the order of the computation. */
  tensors(architecture: Described): TensorSpec[];
  /** `config.json`, as Hugging Face's readers look for it. */
  huggingFaceConfig(card: Pick<Card, "labels" | "storage" | "task"> & { architecture: Described }): object;
}

/** And what trains it and serves it. */
export interface ModelArchitecture<Config extends ModelConfig, Described extends Architecture = Architecture>
  extends ArchitectureDescription<Config, Described> {
  /** Which outputs it has; a recipe whose objective compares others is refused. */
  gives: readonly OutputName[];
  /** How the names of parameters begin that only a task teaches, and of those that only guess words on text. */
  heads: { task: readonly string[]; text: readonly string[] };
  /** Runs it, with dropout where `random` is given. Inside a tidy; differentiable in the parameters. */
  forward(parameters: Parameters, config: Config, input: ModelInput, random?: DropoutRandom): ModelOutput;
  /**
   * The serialised ONNX graph over stored weights. Whatever it reads, its inputs are `input_ids`, `attention_mask` and
   * `token_type_ids`, int64 `[batch, sequence]`; its output is `logits`. `spans`: it answers questions.
   */
  graph(
    architecture: Described,
    weights: ReadonlyMap<string, StoredTensor & { offset: number }>,
    options: { spans: boolean },
  ): Uint8Array;
}
