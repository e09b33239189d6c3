import { QaPrediction } from "../../../r2-assets/format/prediction.ts";
import { QaRow } from "../../../r2-assets/format/rows.ts";
import { answerScript } from "../../metrics/answer-script.ts";
import type { Kind } from "../kind.ts";
import { answerOnly } from "../shown-prediction.ts";
import { questionAnswerer } from "./answer.ts";
import { questionColumns } from "./columns.ts";
import { questionItem, squadItems } from "./item.ts";
import { judgeQuestion } from "./judge.ts";
import { questionLines } from "./lines.ts";
import { questionParts } from "./parts.ts";
import { perturbQuestion } from "./perturb.ts";
import { keptAnswer, questionPlaces } from "./places.ts";
import { windowsOfQuestion } from "./runs.ts";
import { QuestionItem, submittedAnswer } from "./submission.ts";
import { QaTally } from "./tally.ts";
import { questionUpload } from "./upload.ts";

export const questionAnsweringKind: Kind<"question-answering"> = {
  kind: "question-answering",
  row: QaRow,
  lines: questionLines,
  upload: questionUpload,
  texts: ({ question, context }) => ({ question, context }),
  perturb: perturbQuestion,
  stratum: null,

  labelMismatch: () => null,
  runs: windowsOfQuestion,
  answerer: questionAnswerer,
  said: ({ answer }) => [answer],

  submission: QuestionItem,
  item: questionItem,
  official: squadItems,
  submitted: submittedAnswer,

  judge: judgeQuestion,
  prediction: QaPrediction,
  metrics: ["f1", "exact_match"],
  tally: () => new QaTally(),

  parts: questionParts,
  // As the suite's script normalises them: the text around gold answers may be written otherwise.
  kept: (row, suite) => keptAnswer(row, answerScript(suite)),
  labelShift: async () => [],
  failures: null,

  textless: questionPlaces,
  withoutGold: (row) => answerOnly(row, noAnswerOf(row)),
  columns: () => questionColumns,
};

const noAnswerOf = ({ no_answer_probability }: QaPrediction) =>
  no_answer_probability === undefined ? undefined : { no_answer_probability };
