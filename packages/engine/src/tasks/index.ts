import type { Task, TaskAnswer } from "../index.ts";
import { askLabels } from "./multi-label-classification.ts";
import { askQuestions } from "./question-answering.ts";
import type { AskTask } from "./task.ts";
import { askClasses } from "./text-classification.ts";
import { askNumbers } from "./text-regression.ts";
import { askEntities } from "./token-classification.ts";

export const TASKS: { [T in Task]: AskTask<TaskAnswer[T]> } = {
  "text-classification": askClasses,
  "multi-label-classification": askLabels,
  "text-regression": askNumbers,
  "token-classification": askEntities,
  "question-answering": askQuestions,
};
