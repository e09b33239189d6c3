import type { ClassificationPrediction } from "../../../r2-assets/format/prediction.ts";
import type { MetricName } from "../../../r2-assets/format/suite.ts";
import { expectedCalibrationError, probabilityOf, squaredError } from "../../metrics/calibration.ts";
import { f1, macroF1 } from "../../metrics/f1.ts";
import { labelColumns } from "../../metrics/label-columns.ts";
import { matthewsCorrelation } from "../../metrics/matthews.ts";
import { mean } from "../../metrics/mean.ts";
import { SpanColumns } from "../../metrics/span-f1.ts";
import { countSpans } from "../../metrics/spans.ts";
import { type Statistic, shareOf } from "../../statistics/statistic.ts";
import type { Judging, Tally, TallySlice } from "../kind.ts";
import { sameTags } from "../tags.ts";
import { GroupedOutcomes } from "./grouped-outcomes.ts";

/** What data sets call the class of texts that belong to none of the others. */
const OUT_OF_SCOPE = ["oos", "out_of_scope"];

/**
 * A row without an answer counts as wrong: no label, no slot found, and for ECE and Brier the whole probability on a wrong
 * label. F1 needs two labels; ECE and Brier need scores, slot F1 and frame accuracy slots and tags, for every answered row.
 */
export class ClassificationTally implements Tally<ClassificationPrediction> {
  errors = 0;
  readonly #labels: string[];
  readonly #outOfScope: string | undefined;
  readonly #gold: number[] = [];
  readonly #predicted: (number | null)[] = [];
  readonly #correct: number[] = [];
  readonly #confidence: number[] = [];
  readonly #squaredErrors: number[] = [];
  #unscored = 0;
  readonly #slots = new SpanColumns();
  readonly #frames: number[] = [];
  #untagged = 0;
  readonly #groups = new GroupedOutcomes();
  readonly #isBinary: boolean;

  constructor({ labels = [] }: Judging) {
    this.#labels = [...labels];
    this.#isBinary = labels.length === 2;
    this.#outOfScope = labels.find((label) => OUT_OF_SCOPE.includes(label));
  }

  get rows(): number {
    return this.#gold.length;
  }

  add(prediction: ClassificationPrediction): void {
    const { gold, correct, groups, error } = prediction;
    if (error !== undefined) this.errors++;
    const row = this.#gold.push(this.#indexOf(gold)) - 1;
    this.#predicted.push(prediction.prediction === null ? null : this.#indexOf(prediction.prediction));
    this.#correct.push(correct ? 1 : 0);
    this.#addScores(prediction);
    this.#addSlots(prediction);
    if (groups) this.#groups.add(groups, correct, row);
    if (this.#outOfScope !== undefined)
      this.#groups.add({ scope: gold === this.#outOfScope ? "out" : "in" }, correct, row);
  }

  statistic(metric: MetricName): Statistic | null {
    const columns = () => labelColumns(this.#gold, this.#predicted, this.#labels.length);
    switch (metric) {
      case "accuracy":
        return shareOf(this.#correct);
      case "f1":
        return this.#isBinary ? f1(columns()) : null;
      case "macro_f1":
        return macroF1(columns());
      case "matthews_correlation":
        return matthewsCorrelation(columns());
      case "ece":
        if (this.#unscored > 0) return null;
        return expectedCalibrationError(Float64Array.from(this.#confidence), Uint8Array.from(this.#correct));
      case "brier":
        return this.#unscored > 0 ? null : mean(Float64Array.from(this.#squaredErrors));
      case "slot_f1":
        return this.#untagged > 0 ? null : this.#slots.f1();
      case "frame_accuracy":
        return this.#untagged > 0 ? null : shareOf(this.#frames);
      default:
        return null;
    }
  }

  /** Groups of the rows; where one label means "out of scope", accuracy in scope and recall out of it: `by: "scope"`. */
  slices(): TallySlice[] {
    return this.#groups.slices();
  }

  #addScores({ prediction, scores, gold }: ClassificationPrediction): void {
    if (prediction !== null && scores === null) this.#unscored++;
    this.#confidence.push(prediction === null || scores === null ? 1 : probabilityOf(scores, prediction));
    this.#squaredErrors.push(scores === null ? 2 : squaredError(scores, gold));
  }

  #addSlots({ prediction, slots, correct }: ClassificationPrediction): void {
    const tags = slots?.prediction ?? null;
    if (slots === undefined || (prediction !== null && tags === null)) this.#untagged++;
    this.#slots.add(slots === undefined ? [] : countSpans(slots.gold, tags, "conlleval").values());
    this.#frames.push(correct && slots !== undefined && tags !== null && sameTags(tags, slots.gold) ? 1 : 0);
  }

  /** A label that the suite does not list becomes a class of its own. */
  #indexOf(label: string): number {
    const index = this.#labels.indexOf(label);
    return index === -1 ? this.#labels.push(label) - 1 : index;
  }
}
