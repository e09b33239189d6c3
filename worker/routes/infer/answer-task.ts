/** The answers of all tasks, in the shapes of the Hugging Face clients. */
import { z } from "@hono/zod-openapi";
import type { Task } from "../../../r2-assets/format/names.ts";
import type { LoadedModel } from "../../runtime/loaded-model.ts";
import { featureExtraction } from "./feature-extraction.ts";
import { multiLabelClassification } from "./multi-label-classification.ts";
import { questionAnswering } from "./question-answering.ts";
import { answerUnchecked, type Call } from "./task-endpoint.ts";
import { textClassification } from "./text-classification.ts";
import { textRegression } from "./text-regression.ts";
import { tokenClassification } from "./token-classification.ts";

/** What `POST /models/{id}` answers by task, under the names of the document. */
export const RESPONSES = {
  TextClassificationResponse: textClassification.response,
  MultiLabelClassificationResponse: multiLabelClassification.response,
  TextRegressionResponse: textRegression.response,
  TokenClassificationResponse: tokenClassification.response,
  QuestionAnsweringResponse: questionAnswering.response,
  FeatureExtractionResponse: featureExtraction.response,
};

/** References to schemas of the document, which must have them by these names. */
export const anyOf = (names: readonly string[]) => ({
  anyOf: names.map((name) => ({ $ref: `#/components/schemas/${name}` })),
});

export const InferResponse = z
  .union([
    textClassification.response,
    multiLabelClassification.response,
    textRegression.response,
    tokenClassification.response,
    questionAnswering.response,
    featureExtraction.response,
  ])
  .openapi("InferResponse", anyOf(Object.keys(RESPONSES)));

/** As `answerUnchecked`, of a model that does the task. */
export function answerTask(model: LoadedModel, task: Task, body: unknown, call: Call) {
  switch (task) {
    case "text-classification":
      return answerUnchecked(textClassification, model, body, call);
    case "multi-label-classification":
      return answerUnchecked(multiLabelClassification, model, body, call);
    case "text-regression":
      return answerUnchecked(textRegression, model, body, call);
    case "token-classification":
      return answerUnchecked(tokenClassification, model, body, call);
    case "question-answering":
      return answerUnchecked(questionAnswering, model, body, call);
    case "feature-extraction":
      return answerUnchecked(featureExtraction, model, body, call);
  }
}
