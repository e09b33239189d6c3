/** What an XtremeDistil teacher says about a batch: logits, and the vectors of one layer. */
import type { Tensor } from "../backend/tf.ts";
import { tf } from "../backend/tf.ts";
import { descriptionOf } from "../models/describe.ts";
import { forward } from "../models/index.ts";
import { keptWeightTensors } from "../models/weight-tensors.ts";
import { type Objective, readByTeacher, type Setting } from "./method.ts";
import { teacherOutputs } from "./teacher-outputs.ts";

export interface Taught {
  /** `[batch, labels]`, of tokens `[batch * length, labels]` with nothing defined under the padding. */
  logits: Tensor;
  /** `[batch * length, slots]` likewise, where the models have slots. */
  slots?: Tensor;
  /** Of the layer that is asked for, `[batch, width]` or `[batch * length, width]`. */
  states?: Tensor;
}

/** The layer that a recipe names, or the one at 7/12 of the teacher's depth, as the paper's 7 of 12. Throws RangeError where there is none. */
export function middleLayer({ options, teacher, student }: Setting<{ teacher_layer: number | null }>): number {
  const { states } = descriptionOf(teacher!.config).sizes(teacher!.config);
  const deepest = states.length - 1;
  const layer = options.teacher_layer ?? Math.round((7 / 12) * deepest);
  if (layer > deepest) throw new RangeError(`options.teacher_layer is ${layer}, but the teacher has ${deepest} layers`);
  const width = "width" in student ? student.width : undefined;
  if (width !== states[layer])
    throw new RangeError(`the student's projection is ${width} wide, the teacher's layer ${layer} ${states[layer]}`);
  return layer;
}

/**
 * A text's logits, and its layer's mean over the tokens, are computed once and kept on disk. Of a task of tokens the logits alone are:
 * a layer's vectors would take 768 bytes a token, so they are computed with every batch.
 */
export async function teaching<O>(
  setting: Setting<O>,
  layer: number | null,
): Promise<{ teach: Objective<Taught>["teach"]; dispose?: () => void }> {
  if (layer === null || setting.student.pooling !== "none") {
    const outputs = await teacherOutputs(setting, { layers: layer === null ? [] : [layer], pooling: "mean" });
    return {
      teach(batch) {
        const { logits, slots, states } = outputs.targets({ ...batch, input: readByTeacher(batch) });
        return { logits, ...(slots && { slots }), states: states[0] };
      },
    };
  }
  const { config, weights } = setting.teacher!;
  const parameters = keptWeightTensors(weights);
  return {
    teach(batch) {
      const { logits, hiddenStates } = forward(parameters, config, readByTeacher(batch));
      return { logits, states: hiddenStates[layer] };
    },
    dispose: () => tf.dispose(parameters),
  };
}
