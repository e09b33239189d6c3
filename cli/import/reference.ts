/** What the folder's own model answers, computed by the trainer. */
import { createTokenizer } from "../../r2-assets/format/tokenizer.ts";
import { nativeBackendIsSetUp, useBackend } from "../../trainer/backend/tf.ts";
import type { ImportedModel } from "../../trainer/models/bert/import/import-model.ts";
import { predictLogits } from "../../trainer/models/predict.ts";
import type { ModelTensors } from "../../trainer/models/tensor-spec.ts";
import { withWeightTensors } from "../../trainer/models/weight-tensors.ts";
import type { Weights } from "../../trainer/models/weights.ts";
import type { ReferenceLogits } from "../../trainer/tasks/reference-logits.ts";
import { type CheckRows, questionsOf } from "./rows/check-rows.ts";

/** The rows with the logits that these weights give, by TensorFlow where `retort setup` was run, else in WebAssembly. */
export async function referenceOf(
  { config, head, tokenizer }: ImportedModel,
  weights: ModelTensors,
  rows: CheckRows,
): Promise<ReferenceLogits[]> {
  await useBackend(nativeBackendIsSetUp() ? "tensorflow" : "wasm");
  const opened = createTokenizer(JSON.parse(tokenizer.json), { maxLength: tokenizer.maxLength });
  const questions = questionsOf(rows, opened, head.labels);
  const logits = withWeightTensors(weights as ReadonlyMap<string, Weights>, (parameters) =>
    predictLogits(parameters, config, questions.encodings),
  );
  return questions.references(logits);
}

/** max |a - b| over all logits of two references of the same rows. */
export const largestDifference = (a: readonly ReferenceLogits[], b: readonly ReferenceLogits[]): number =>
  a.reduce(
    (most, { logits }, i) =>
      logits.reduce((more, logit, k) => Math.max(more, Math.abs(logit - b[i]!.logits[k]!)), most),
    0,
  );
