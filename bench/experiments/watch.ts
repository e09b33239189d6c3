/** Somebody who looks after every answer of one run, and knows the truth. */
import { boundaryOf, type Design } from "../../eval/experiments/design.ts";
import type { Verdict } from "../../eval/experiments/index.ts";
import type { Progress } from "../../eval/experiments/progress.ts";
import { logBernoulliEvidence } from "../../eval/statistics/bernoulli-sequence.ts";

const LOG_20 = Math.log(20);

export class Watch {
  readonly #design: Design;
  readonly #progress: Progress;
  readonly #truth: number;
  /** Sums of the chances that a variant's answers had of being right. */
  readonly #chances = [0, 0];
  readonly #lostAccuracy = [false, false];
  /** Looks at the difference so far, and at which of them it was lost first. */
  #looks = 0;
  #lostAt: number | null = null;

  /** `truth`: how much more accurate the first candidate is on every unit. */
  constructor(design: Design, progress: Progress, truth: number) {
    this.#design = design;
    this.#progress = progress;
    this.#truth = truth;
  }

  /** Looks at the difference. */
  look(): void {
    const { sum, variance, weight } = this.#progress.differences[0];
    this.#looks++;
    if (this.#lostAt === null && boundaryOf(this.#design).isCrossed(Math.abs(sum - this.#truth * weight), variance))
      this.#lostAt = this.#looks;
  }

  /** Looks at a variant's accuracy after an answer that was right with that chance. */
  lookAtAccuracy(variant: number, chance: number): void {
    this.#chances[variant] += chance;
    const { correct, n } = this.#progress.variants[variant];
    this.#lostAccuracy[variant] ||= logBernoulliEvidence(correct, n, this.#chances[variant] / n) > LOG_20;
  }

  /** At how many units a verdict was first given. */
  gave(verdict: Exclude<Verdict, "not-yet">): number | null {
    return this.#progress.differences[0].reached[verdict] ?? null;
  }

  /** At which look the difference's interval first left out the truth. */
  get lostAt(): number | null {
    return this.#lostAt;
  }

  /** Of the variants' intervals, the share that ever left out the mean chance. */
  get lostAccuracy(): number {
    return this.#lostAccuracy.filter(Boolean).length / 2;
  }

  /** Whether the check of the judged units ever raised its hand. */
  get alarm(): boolean {
    return this.#progress.feedback.mostLogEvidence > Math.log(100);
  }
}
