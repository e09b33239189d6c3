import { forward } from "../models/index.ts";
import type { ModelOutput } from "../models/input-output.ts";
import type { ModelConfig } from "../models/model.ts";
import type { Parameters } from "../models/weights.ts";
import type { DropoutRandom } from "../nn/dropout.ts";
import type { Batch, Objective } from "./method.ts";

/** What an objective's loss reads of a batch: the student's output, unless the objective says otherwise. */
export const outputOf = (
  objective: Pick<Objective, "run">,
  { parameters, config }: { parameters: Parameters; config: ModelConfig },
  batch: Batch,
  random?: DropoutRandom,
): ModelOutput => objective.run?.(parameters, batch, random) ?? forward(parameters, config, batch.input, random);
