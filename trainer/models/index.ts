/** The architectures that can be trained and exported. Another one is a folder here, a line below, and one in the card's schema. */
import type { Architecture } from "../../r2-assets/format/card.ts";
import type { DropoutRandom } from "../nn/dropout.ts";
import type { ModelArchitecture } from "./architecture.ts";
import { bertArchitecture } from "./bert/index.ts";
import type { ModelConfig, ModelInput, ModelOutput, Parameters } from "./model.ts";
import { size, type TensorSpec } from "./tensor-spec.ts";

export const ARCHITECTURES = { bert: bertArchitecture } satisfies {
  [Kind in Architecture["kind"]]: ModelArchitecture<never, Extract<Architecture, { kind: Kind }>>;
};

/** Of a model's shape, or of its description on a card. */
export const architectureNamed = ({ kind = "bert" }: { kind?: Architecture["kind"] }) =>
  ARCHITECTURES[kind] as ModelArchitecture<ModelConfig>;

/** The card's description, before any storage is chosen. */
export const architectureOf = (config: ModelConfig): Architecture => architectureNamed(config).describe(config);

/** Every tensor that is served. */
export const tensorSpecs = (architecture: Architecture): TensorSpec[] =>
  architectureNamed(architecture).tensors(architecture);

/** Every parameter's name and shape, in the order of the computation. */
export const parameterShapes = (config: ModelConfig): Map<string, number[]> =>
  new Map(tensorSpecs(architectureOf(config)).map(({ name, shape }) => [name, shape]));

/** Numbers as served: head included, unused parts left out, quantisation scales not counted. */
export const countParameters = (architecture: Architecture): number =>
  tensorSpecs(architecture).reduce((sum, { shape }) => sum + size(shape), 0);

/** Runs a model; see `ModelArchitecture.forward`. */
export const forward = (
  parameters: Parameters,
  config: ModelConfig,
  input: ModelInput,
  random?: DropoutRandom,
): ModelOutput => architectureNamed(config).forward(parameters, config, input, random);
