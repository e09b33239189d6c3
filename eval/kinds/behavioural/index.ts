import { BehaviouralPrediction } from "../../../r2-assets/format/prediction.ts";
import { BehaviouralRow } from "../../../r2-assets/format/rows.ts";
import { tokensOfAll } from "../../answers/expected-tokens.ts";
import type { Kind } from "../kind.ts";
import { otherLabels } from "../label-mismatch.ts";
import { answerOnly } from "../shown-prediction.ts";
import { behaviouralAnswerer } from "./answer.ts";
import { behaviouralColumns } from "./columns.ts";
import { behaviouralFailures } from "./failures.ts";
import { behaviouralItem } from "./item.ts";
import { judgeTest } from "./judge.ts";
import { behaviouralLines } from "./lines.ts";
import { behaviouralParts } from "./parts.ts";
import { BehaviouralItem, submittedTexts } from "./submission.ts";
import { BehaviouralTally } from "./tally.ts";
import { behaviouralUpload } from "./upload.ts";

export const behaviouralKind: Kind<"behavioural"> = {
  kind: "behavioural",
  row: BehaviouralRow,
  lines: behaviouralLines,
  upload: behaviouralUpload,
  texts: ({ texts }) => ({ texts }),
  // They are perturbations themselves: what they expect holds for these very texts.
  perturb: () => null,
  // So many cases a test: a sample of the whole would all but lose the small tests.
  stratum: ({ test }) => test,

  labelMismatch: otherLabels,
  runs: ({ texts }) => texts.map(tokensOfAll),
  answerer: behaviouralAnswerer,
  said: ({ labels }) => labels,

  submission: BehaviouralItem,
  item: behaviouralItem,
  official: null,
  submitted: submittedTexts,

  judge: judgeTest,
  prediction: BehaviouralPrediction,
  metrics: ["failure_rate"],
  tally: () => new BehaviouralTally(),

  parts: behaviouralParts,
  kept: ({ prediction }) => prediction && JSON.stringify(prediction),
  labelShift: async () => [],
  failures: behaviouralFailures,

  textless: null,
  withoutGold: (row) => answerOnly(row),
  columns: () => behaviouralColumns,
};
