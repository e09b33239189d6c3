import type { RowKind } from "../../r2-assets/format/rows.ts";
import { behaviouralKind } from "./behavioural/index.ts";
import { classificationKind } from "./classification/index.ts";
import type { Kind } from "./kind.ts";
import { multiLabelKind } from "./multi-label/index.ts";
import { questionAnsweringKind } from "./question-answering/index.ts";
import { regressionKind } from "./regression/index.ts";
import { taggingKind } from "./tagging/index.ts";

/** Every kind of rows by its name. */
export const KINDS: { [K in RowKind]: Kind<K> } = {
  classification: classificationKind,
  "multi-label": multiLabelKind,
  regression: regressionKind,
  tagging: taggingKind,
  "question-answering": questionAnsweringKind,
  behavioural: behaviouralKind,
};
