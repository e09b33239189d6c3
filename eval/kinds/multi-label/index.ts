import { MultiLabelPrediction } from "../../../r2-assets/format/prediction.ts";
import { MultiLabelRow } from "../../../r2-assets/format/rows.ts";
import type { Kind } from "../kind.ts";
import { otherLabels } from "../label-mismatch.ts";
import { perturbPair } from "../perturb-pair.ts";
import { answerOnly } from "../shown-prediction.ts";
import { runsOfPair, textsOfPair } from "../text-pair.ts";
import { decisions, multiLabelAnswerer } from "./answer.ts";
import { multiLabelColumns } from "./columns.ts";
import { multiLabelItem } from "./item.ts";
import { judgeLabels } from "./judge.ts";
import { multiLabelLines } from "./lines.ts";
import { multiLabelParts } from "./parts.ts";
import { MultiLabelItem, submittedLabels } from "./submission.ts";
import { MultiLabelTally } from "./tally.ts";
import { multiLabelUpload } from "./upload.ts";

export const multiLabelKind: Kind<"multi-label"> = {
  kind: "multi-label",
  row: MultiLabelRow,
  lines: multiLabelLines,
  upload: multiLabelUpload,
  texts: textsOfPair,
  perturb: perturbPair,
  stratum: null,

  labelMismatch: otherLabels,
  runs: runsOfPair,
  answerer: multiLabelAnswerer,
  said: decisions,

  submission: MultiLabelItem,
  item: multiLabelItem,
  official: null,
  submitted: submittedLabels,

  judge: judgeLabels,
  prediction: MultiLabelPrediction,
  // No ECE and no Brier score: both are of one label's probability among all, which sum to 1.
  metrics: ["micro_f1", "macro_f1", "sample_f1", "accuracy"],
  tally: (suite) => new MultiLabelTally(suite),

  parts: multiLabelParts,
  kept: ({ prediction }) => prediction && JSON.stringify(prediction),
  labelShift: async () => [], // labels have no shares that sum to 1
  failures: null,

  textless: null,
  withoutGold: (row) => answerOnly(row),
  columns: multiLabelColumns,
};
