import type { RowKind } from "../../r2-assets/format/rows.ts";
import { behaviouralKind } from "./behavioural.ts";
import { classificationKind } from "./classification.ts";
import type { Kind } from "./kind.ts";
import { questionAnsweringKind } from "./question-answering.ts";
import { regressionKind } from "./regression.ts";
import { taggingKind } from "./tagging.ts";

/** Every kind of rows by its name. */
export const KINDS: { [K in RowKind]: Kind<K> } = {
  classification: classificationKind,
  regression: regressionKind,
  tagging: taggingKind,
  "question-answering": questionAnsweringKind,
  behavioural: behaviouralKind,
};
