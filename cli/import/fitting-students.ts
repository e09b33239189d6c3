/** Students of a model that is too large to be served, with what they would weigh. */
import { Storage } from "../../r2-assets/format/names.ts";
import { planNamed } from "../../trainer/methods/plan-option.ts";
import { type BertConfig, type BertPlan, tableWidth } from "../../trainer/models/bert/config.ts";
import { PRESETS, type PresetName } from "../../trainer/models/bert/presets.ts";
import type { BilstmConfig } from "../../trainer/models/bilstm/config.ts";

import { BESIDE_WARM, DEPLOYED_MEMORY } from "../../worker/runtime/memory-budgets.ts";
import { storedBytes } from "../planning/stored-bytes.ts";

export interface FittingStudent {
  method: string;
  /** Of its tensors as i8. */
  bytes: number;
}

/** Weights beside activations and what is read while a model loads. */
const MOST_WEIGHTS = DEPLOYED_MEMORY - BESIDE_WARM;

/** Storages in which the model itself would fit. */
export const fittingStorages = (config: BertConfig): { storage: Storage; bytes: number }[] =>
  Storage.options
    .map((storage) => ({ storage, bytes: storedBytes(config, storage) }))
    .filter(({ bytes }) => bytes <= MOST_WEIGHTS);

/** The least shortened one of each method that fits; the plans are those whose shapes the model has. */
export function fittingStudents(config: BertConfig): FittingStudent[] {
  const as = (method: string, student: BertConfig | BilstmConfig): FittingStudent => ({
    method,
    bytes: storedBytes(student, "i8"),
  });
  const fits = ({ bytes }: FittingStudent) => bytes <= MOST_WEIGHTS;
  const shorter = Array.from({ length: config.layers - 1 }, (_, i) => config.layers - 1 - i)
    .map((layers) => as(`pkd-skip, the first ${layers} of ${config.layers} layers`, { ...config, layers }))
    .find(fits);
  const planned = (Object.keys(PRESETS) as PresetName[])
    .map((name) => [name, planNamed(name, config)] as const)
    .filter(([, plan]) => coversShapes(config, plan))
    .map(([name, plan]) => as(`kronecker, plan ${name}`, { ...config, plan }))
    .filter(fits);
  const bilstm = as("xtremedistil, a BiLSTM (embedding 64, units 128)", {
    ...{ kind: "bilstm", vocabulary: config.vocabulary, labels: config.labels, embedding: 64, units: 128 },
    ...{ width: config.width, pooling: config.pooling === "none" ? "none" : "max" },
  });
  if (config.relativePositions) return [bilstm].filter(fits); // what keeps its attention is no model for the engine
  return [...(shorter ? [shorter] : []), ...planned, bilstm].filter(fits);
}

function coversShapes(config: BertConfig, { word, attention, intermediate }: BertPlan): boolean {
  const meets = (plan: typeof word, rows: number, columns: number) =>
    plan.kind !== "kronecker" || (plan.a[0] * plan.b[0] === rows && plan.a[1] * plan.b[1] === columns);
  return (
    meets(word, config.vocabulary, tableWidth(config)) &&
    meets(attention, config.width, config.width) &&
    meets(intermediate, config.ffn, config.width)
  );
}
