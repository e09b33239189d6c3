/** Online A/B: what happened is folded into `Progress`, from which a report's figures follow. */
export { countAgreement, countAnswer, countJudged, countLatency, countUnit } from "./count.ts";
export type { Design } from "./design.ts";
export { type Check, type DifferenceFigures, type Figures, figuresOf, type VariantFigures } from "./figures.ts";
export { judgePair } from "./judge-pair.ts";
export { judgeUnit } from "./judge-unit.ts";
export { newProgress, type Progress } from "./progress.ts";
export type { Verdict } from "./verdict.ts";
