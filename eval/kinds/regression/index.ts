import { RegressionPrediction } from "../../../r2-assets/format/prediction.ts";
import { RegressionRow } from "../../../r2-assets/format/rows.ts";
import type { Kind } from "../kind.ts";
import { perturbPair } from "../perturb-pair.ts";
import { answerOnly } from "../shown-prediction.ts";
import { runsOfPair, textsOfPair } from "../text-pair.ts";
import { regressionAnswerer } from "./answer.ts";
import { regressionColumns } from "./columns.ts";
import { regressionItem } from "./item.ts";
import { judgeScore } from "./judge.ts";
import { regressionLines } from "./lines.ts";
import { regressionParts } from "./parts.ts";
import { RegressionItem, submittedScore } from "./submission.ts";
import { RegressionTally } from "./tally.ts";
import { regressionUpload } from "./upload.ts";

export const regressionKind: Kind<"regression"> = {
  kind: "regression",
  row: RegressionRow,
  lines: regressionLines,
  upload: regressionUpload,
  texts: textsOfPair,
  perturb: perturbPair,
  stratum: null,

  labelMismatch: () => null,
  runs: runsOfPair,
  answerer: regressionAnswerer,
  said: ({ score }) => [score],

  submission: RegressionItem,
  item: regressionItem,
  official: null,
  submitted: submittedScore,

  judge: judgeScore,
  prediction: RegressionPrediction,
  metrics: ["pearson", "spearman"],
  tally: () => new RegressionTally(),

  parts: regressionParts,
  kept: null,
  labelShift: async () => [],
  failures: null,

  textless: null,
  withoutGold: (row) => answerOnly(row),
  columns: () => regressionColumns,
};
