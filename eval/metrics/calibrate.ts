/** A classifier's calibration, as cards have it. */
import type { Calibration } from "../../r2-assets/format/calibration.ts";
import { argMax } from "../answers/arg-max.ts";
import { softmax } from "../answers/softmax.ts";
import { plainValue } from "../statistics/statistic.ts";
import { expectedCalibrationError } from "./calibration.ts";
import { selectiveTable } from "./selective.ts";
import { fitTemperature, negativeLogLikelihood } from "./temperature.ts";

/** A row that was answered: logits `[labels]`, or log-probabilities, and the index of its gold label. */
export interface AnsweredRow {
  logits: ArrayLike<number>;
  gold: number;
}

export type Calibrating = { kind: "fitted"; calibration: Calibration } | { kind: "none"; reason: string };

/** Fits a temperature on rows and says what it changes on them. `fittedOn`: what they are called. `reason`: a clause without its stop. */
export function calibrate(rows: readonly AnsweredRow[], fittedOn: string): Calibrating {
  const fit = fitTemperature(
    rows.map(({ logits }) => logits),
    rows.map(({ gold }) => gold),
  );
  if (fit.kind === "none") return fit;
  const { temperature } = fit;
  const correct = Uint8Array.from(rows, ({ logits, gold }) => Number(argMax(logits) === gold));
  const [before, after] = [1, temperature].map((t) => {
    const confidence = Float64Array.from(rows, ({ logits }) => bestScore(logits, t));
    const nll = rows.reduce((sum, { logits, gold }) => sum + negativeLogLikelihood(logits, gold, t), 0) / rows.length;
    return { confidence, nll, ece: plainValue(expectedCalibrationError(confidence, correct))! };
  });
  return {
    kind: "fitted",
    calibration: {
      temperature,
      fitted_on: fittedOn,
      rows: rows.length,
      nll: { before: before!.nll, after: after!.nll },
      ece: { before: before!.ece, after: after!.ece },
      selective: selectiveTable(after!.confidence, correct),
    },
  };
}

const bestScore = (logits: ArrayLike<number>, temperature: number): number =>
  Math.max(...softmax(Array.from(logits, (x) => x / temperature)));
