import type { RowKind } from "../../r2-assets/format/rows.ts";
import type { Answerer } from "./answerer.ts";
import { behavioural } from "./behavioural.ts";
import { classification } from "./classification.ts";
import { questionAnswering } from "./question-answering.ts";
import { regression } from "./regression.ts";
import { tagging } from "./tagging.ts";

export const ANSWERERS: { [K in RowKind]: Answerer<K> } = {
  classification,
  regression,
  tagging,
  "question-answering": questionAnswering,
  behavioural,
};
