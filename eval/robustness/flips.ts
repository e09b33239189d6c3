import type { PredictionOf } from "../../r2-assets/format/prediction.ts";
import type { RowKind } from "../../r2-assets/format/rows.ts";
import type { SuiteInfo } from "../../r2-assets/format/suite.ts";
import { answerScript } from "../metrics/answer-script.ts";

type Script = Pick<SuiteInfo, "script">;

/**
 * What of a prediction a perturbation should leave as it is, as text that can be compared; null where there is none.
 * Tags: those that are not O, in order, since tokens tagged O may be split, joined or gone. Answers: as the suite's script
 * normalises them, since the text around gold answers may be written otherwise. Numbers have no such thing: they always move
 * a little.
 */
const KEPT: {
  [K in RowKind]: ((prediction: NonNullable<PredictionOf[K]["prediction"]>, suite: Script) => string) | null;
} = {
  classification: (label) => label,
  regression: null,
  tagging: (tags) => tags.filter((tag) => tag !== "O").join(" "),
  "question-answering": (answer, suite) => answerScript(suite).tokens(answer).join(" "),
  behavioural: (labels) => JSON.stringify(labels),
};

/** Share of rows whose prediction changes from `clean` to `perturbed`, row by row; null for numbers and for no rows. */
export function flips<K extends RowKind>(
  kind: K,
  clean: readonly PredictionOf[K][],
  perturbed: readonly PredictionOf[K][],
  suite: Script,
): number | null {
  const kept = KEPT[kind] as ((prediction: unknown, suite: Script) => string) | null;
  if (kept === null || clean.length === 0) return null;
  const shown = ({ prediction }: PredictionOf[K]) => prediction && kept(prediction, suite);
  return clean.filter((row, i) => shown(row) !== shown(perturbed[i]!)).length / clean.length;
}
