/** What a recipe's model will be and weigh, known before it is trained. */
import type { Architecture } from "../../r2-assets/format/architecture.ts";
import type { Storage } from "../../r2-assets/format/names.ts";
import { writeSafetensors } from "../../r2-assets/format/safetensors.ts";
import { storeTensors } from "../export/store-tensors.ts";
import { methodNamed } from "../methods/index.ts";
import { architectureOf, countParameters, descriptionOf, tensorSpecs } from "../models/describe.ts";
import type { ModelConfig } from "../models/model.ts";
import { size } from "../models/tensor-spec.ts";
import type { Recipe } from "../recipes/recipe.ts";
import { taskOfRecipe } from "../tasks/find-task.ts";
import { checkRecipe, type ObjectiveStage } from "./check-recipe.ts";
import { namedEncoder, withRecipesVocabulary } from "./open-encoder.ts";
import { openStart } from "./open-start.ts";
import type { Workplace } from "./workplace.ts";

export interface PlannedModel {
  config: ModelConfig;
  /** As on the card: head included, scales not counted. */
  parameters: number;
  /** Of `weights.safetensors`, to the byte. */
  bytes: number;
  /** Content of the `tokenizer.json` that it reads with. */
  tokenizer: string;
  /** Digests of the weights that training begins with: the encoder's, and the start's where the recipe names one. */
  from: string[];
}

/**
 * The model that a recipe for a task would give. `teacher`: the shape of the model that teaches; null where none does. Fetches the encoder
 * where it is not here yet, and counts words where the recipe asks for those of its rows. Throws with one sentence where recipe, method, task
 * or encoder do not fit.
 */
export async function plannedModel(
  name: string,
  recipe: Recipe,
  teacher: ModelConfig | null,
  where: Workplace,
  log: (line: string) => void,
): Promise<PlannedModel> {
  const method = methodNamed(recipe.method);
  const asked = await taskOfRecipe(recipe, where.data);
  const { task, options, stages } = checkRecipe(name, recipe, method, asked, where.backend);
  if (task === null) throw new RangeError(`recipe ${name} is on text, and its model is not exported`);
  for (const { train } of stages) refuseLonger(train.max_length, teacher);
  const start = recipe.start === null ? null : await openStart(recipe.start, task, where, log);
  const named = await namedEncoder(recipe.encoder.source, log, where);
  method.fits?.(named.config, options);
  const encoder = await withRecipesVocabulary(named, recipe, task, where, log, start?.vocabulary);
  const whole: ModelConfig = {
    ...encoder.config,
    pooling: task.pooling ?? recipe.encoder.pooling,
    labels: task.labels.length,
    ...(task.slots && { slots: task.slots.length }),
  };
  const config = method.shape(whole, options, teacher);
  if (teacher !== null) for (const stage of stages) refuseOtherLayers(stage, config, teacher);
  start?.fits({ ...encoder, source: recipe.encoder.source });
  const architecture = architectureOf(config);
  const parameters = countParameters(architecture);
  const bytes = weightsBytes(architecture, recipe.export.storage);
  const from = [encoder.digest, ...(start === null ? [] : [start.digest])];
  return { config, parameters, bytes, tokenizer: encoder.tokenizer, from };
}

/** Throws where a teacher cannot read texts as long as the student's. */
function refuseLonger(maxLength: number, teacher: ModelConfig | null): void {
  const { positions = Number.POSITIVE_INFINITY } = teacher ?? {};
  if (maxLength > positions)
    throw new RangeError(`train.max_length is ${maxLength}, but the teacher has ${positions} positions`);
}

/** Throws where an objective compares layers that are not alike, which else would show in the midst of a compression. */
function refuseOtherLayers({ kind }: ObjectiveStage, student: ModelConfig, teacher: ModelConfig): void {
  const { outputs } = kind.compares;
  if (kind.taught === false || !outputs.includes("hiddenStates")) return;
  const [own, taught] = [student, teacher].map((config) => descriptionOf(config).sizes(config));
  const isAlike = outputs.includes("attentionScores")
    ? `${own.states}` === `${taught.states}` && `${own.heads}` === `${taught.heads}`
    : own.states[0] === taught.states[0];
  const wide = ({ states, heads }: typeof own) =>
    `${states.length - 1} layers of ${states[0]}${`${own.states}` === `${taught.states}` ? ` with ${heads[0]} heads` : ""}`;
  if (!isAlike)
    throw new RangeError(`it compares its layers with the teacher's: it has ${wide(own)}, the teacher ${wide(taught)}`);
}

/** Bytes of `weights.safetensors`, whatever numbers are in it. */
export function weightsBytes(architecture: Architecture, storage: Storage): number {
  const ones = tensorSpecs(architecture).map(
    ({ name, shape }) => [name, { shape, data: new Float32Array(size(shape)).fill(1) }] as const,
  );
  return writeSafetensors(storeTensors(architecture, new Map(ones), storage), { format: "pt" }).byteLength;
}
