/** Text regression: texts, or pairs of them, to one number each. */
import type { LoadedModel } from "../runtime/loaded-model.ts";
import { classify, type TextInput } from "./classify.ts";

/** The head's only output, in the task's own unit: nothing is applied to it. */
export async function regress(model: LoadedModel, inputs: readonly TextInput[]): Promise<number[]> {
  const { logits } = await classify(model, inputs);
  return logits.map(([score]) => score!);
}
