import type { Calibrating } from "../../eval/metrics/calibrate.ts";

/** What an import says of a calibration: a line, or none where there were no labelled rows or the task has none. */
export function calibrationLines(calibrating: Calibrating | null): string[] {
  if (calibrating === null) return [];
  if (calibrating.kind === "none") return [`calibration    none: ${calibrating.reason}`];
  const { temperature, ece } = calibrating.calibration;
  const errors = `${ece.before.toFixed(3)} without, ${ece.after.toFixed(3)} with it`;
  return [
    `calibration    temperature ${temperature.toPrecision(3)}; expected calibration error on your rows ${errors}`,
  ];
}
