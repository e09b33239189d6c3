import { TaggingPrediction } from "../../../r2-assets/format/prediction.ts";
import { TaggingRow } from "../../../r2-assets/format/rows.ts";
import { tokensOfAll } from "../../answers/expected-tokens.ts";
import type { Kind } from "../kind.ts";
import { answerOnly } from "../shown-prediction.ts";
import { taggingAnswerer } from "./answer.ts";
import { taggingColumns } from "./columns.ts";
import { taggingItem } from "./item.ts";
import { judgeTags } from "./judge.ts";
import { otherTypes } from "./label-mismatch.ts";
import { taggingLines } from "./lines.ts";
import { taggingParts } from "./parts.ts";
import { perturbTagged } from "./perturb.ts";
import { submittedSentence, TaggingItem } from "./submission.ts";
import { TaggingTally } from "./tally.ts";
import { taggingUpload } from "./upload.ts";

export const taggingKind: Kind<"tagging"> = {
  kind: "tagging",
  row: TaggingRow,
  lines: taggingLines,
  upload: taggingUpload,
  texts: ({ tokens }) => ({ tokens }),
  perturb: perturbTagged,
  stratum: null,

  labelMismatch: otherTypes,
  runs: ({ tokens }) => [tokensOfAll(tokens)],
  answerer: taggingAnswerer,
  said: ({ tags }) => tags,

  submission: TaggingItem,
  item: taggingItem,
  official: null,
  submitted: submittedSentence,

  judge: judgeTags,
  prediction: TaggingPrediction,
  metrics: ["span_f1", "accuracy"],
  tally: () => new TaggingTally(),

  parts: taggingParts,
  // Tokens tagged O may be split, joined or gone: what is left is in order.
  kept: ({ prediction }) => (prediction === null ? null : prediction.filter((tag) => tag !== "O").join(" ")),
  labelShift: async () => [],
  failures: null,

  textless: null,
  withoutGold: (row) => answerOnly(row),
  columns: () => taggingColumns,
};
