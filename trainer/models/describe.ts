/** Models as the card describes them. Needs no backend: planning asks it, too. */
import type { Architecture } from "../../r2-assets/format/card.ts";
import type { ArchitectureDescription, Pretrained } from "./architecture.ts";
import { bertDescription } from "./bert/description.ts";
import { bilstmDescription } from "./bilstm/description.ts";
import type { ModelConfig } from "./model.ts";
import { size, type TensorSpec } from "./tensor-spec.ts";

const DESCRIPTIONS = { bert: bertDescription, bilstm: bilstmDescription } satisfies {
  [Kind in Architecture["kind"]]: ArchitectureDescription<never, Extract<Architecture, { kind: Kind }>>;
};

/** Of a model's shape, or of its description on a card. */
export const descriptionOf = ({ kind = "bert" }: { kind?: Architecture["kind"] }) =>
  DESCRIPTIONS[kind] as ArchitectureDescription<ModelConfig>;

/** Of those whose encoders are pre-trained. */
export const PRETRAINED = Object.values(DESCRIPTIONS).flatMap(
  ({ pretrained }) => pretrained ?? [],
) as Pretrained<ModelConfig>[];

/** The card's description, before any storage is chosen. */
export const architectureOf = (config: ModelConfig): Architecture => descriptionOf(config).describe(config);

/** Every tensor that is served. */
export const tensorSpecs = (architecture: Architecture): TensorSpec[] =>
  descriptionOf(architecture).tensors(architecture);

/** Every parameter's name and shape, in the order of the computation. */
export const parameterShapes = (config: ModelConfig): Map<string, number[]> =>
  new Map(tensorSpecs(architectureOf(config)).map(({ name, shape }) => [name, shape]));

/** Numbers as served: head included, unused parts left out, quantisation scales not counted. */
export const countParameters = (architecture: Architecture): number =>
  tensorSpecs(architecture).reduce((sum, { shape }) => sum + size(shape), 0);
