/**
 * The architectures that can be trained and exported. Another one is a folder here, a line below and one in `describe.ts`, and its
 * description in the card's schema.
 */
import type { Architecture } from "../../r2-assets/format/card.ts";
import type { DropoutRandom } from "../nn/dropout.ts";
import type { ModelArchitecture } from "./architecture.ts";
import { bertArchitecture } from "./bert/index.ts";
import { bilstmArchitecture } from "./bilstm/index.ts";
import type { ModelInput, ModelOutput } from "./input-output.ts";
import type { ModelConfig } from "./model.ts";
import type { Parameters } from "./weights.ts";

const ARCHITECTURES = { bert: bertArchitecture, bilstm: bilstmArchitecture } satisfies {
  [Kind in Architecture["kind"]]: ModelArchitecture<never, Extract<Architecture, { kind: Kind }>>;
};

/** Of a model's shape, or of its description on a card. */
export const architectureNamed = ({ kind = "bert" }: { kind?: Architecture["kind"] }) =>
  ARCHITECTURES[kind] as ModelArchitecture<ModelConfig>;

/** Runs a model; see `ModelArchitecture.forward`. */
export const forward = (
  parameters: Parameters,
  config: ModelConfig,
  input: ModelInput,
  random?: DropoutRandom,
): ModelOutput => architectureNamed(config).forward(parameters, config, input, random);
