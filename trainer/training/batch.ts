import type { Tensor } from "../backend/tf.ts";
import { alignmentOf } from "../data/alignment.ts";
import type { Batch } from "../methods/method.ts";
import { toInput } from "../models/predict.ts";
import type { TrainingInput } from "../tasks/task.ts";

/** The examples at `positions` as each reader reads them. Called inside a tidy. */
export function batchOf(inputs: readonly TrainingInput[], positions: readonly number[], targets: Tensor): Batch {
  const examples = positions.map((position) => inputs[position]);
  const input = toInput(examples);
  if (examples[0].teacher === undefined) return { input, positions, targets };
  const teacher = toInput(examples.map((example) => example.teacher!)); // all of them have one, or none
  const parts = examples.flatMap((example) => (example.aligned ? [example.aligned] : []));
  const lengths = { student: input.mask.shape[1], teacher: teacher.mask.shape[1] };
  return { input, teacher, positions, targets, ...(parts.length > 0 && { alignment: alignmentOf(parts, lengths) }) };
}
