import { ClassificationPrediction } from "../../../r2-assets/format/prediction.ts";
import { ClassificationRow } from "../../../r2-assets/format/rows.ts";
import type { Kind } from "../kind.ts";
import { otherLabels } from "../label-mismatch.ts";
import { perturbPair } from "../perturb-pair.ts";
import { answerOnly } from "../shown-prediction.ts";
import { runsOfPair, textsOfPair } from "../text-pair.ts";
import { classificationAnswerer } from "./answer.ts";
import { classificationColumns } from "./columns.ts";
import { classificationItem } from "./item.ts";
import { judgeLabel } from "./judge.ts";
import { labelShiftOf } from "./label-shift.ts";
import { classificationLines } from "./lines.ts";
import { classificationParts } from "./parts.ts";
import { ClassificationItem, submittedLabel } from "./submission.ts";
import { ClassificationTally } from "./tally.ts";
import { classificationUpload } from "./upload.ts";

export const classificationKind: Kind<"classification"> = {
  kind: "classification",
  row: ClassificationRow,
  lines: classificationLines,
  upload: classificationUpload,
  texts: textsOfPair,
  perturb: perturbPair,
  stratum: null,

  labelMismatch: otherLabels,
  runs: runsOfPair,
  answerer: classificationAnswerer,
  said: ({ label, tags = [] }) => [label, ...tags],

  submission: ClassificationItem,
  item: classificationItem,
  official: null,
  submitted: submittedLabel,

  judge: judgeLabel,
  prediction: ClassificationPrediction,
  // F1 is null unless there are two labels, ECE and Brier without scores.
  metrics: ["accuracy", "f1", "macro_f1", "matthews_correlation", "ece", "brier"],
  tally: (suite) => new ClassificationTally(suite),

  parts: classificationParts,
  kept: ({ prediction }) => prediction,
  labelShift: labelShiftOf,
  failures: null,

  textless: null,
  withoutGold: (row) => answerOnly(row, row.slots && { slots: { prediction: row.slots.prediction } }),
  columns: classificationColumns,
};
