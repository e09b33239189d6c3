import type { Statistic } from "../statistics/statistic.ts";
import type { SpanCounts } from "./spans.ts";

/** Spans found, predicted and wanted, a sentence each. Grows as sentences are added. */
export class SpanColumns {
  readonly #truePositives: number[] = [];
  readonly #predicted: number[] = [];
  readonly #gold: number[] = [];

  get sentences(): number {
    return this.#gold.length;
  }

  /** One sentence, given by its counts of all types that matter. */
  add(sentence: Iterable<SpanCounts>): void {
    let truePositives = 0;
    let predicted = 0;
    let gold = 0;
    for (const counts of sentence) {
      truePositives += counts.truePositives;
      predicted += counts.predicted;
      gold += counts.gold;
    }
    this.#truePositives.push(truePositives);
    this.#predicted.push(predicted);
    this.#gold.push(gold);
  }

  /**
   * Micro F1 over the sentences so far: `2PR / (P + R) = 2TP / (predicted + gold)`, by seqeval's convention 0 where there
   * are no spans at all; a resample without any is undefined. Null over no sentences.
   */
  f1(): Statistic {
    const truePositives = Uint32Array.from(this.#truePositives);
    const predicted = Uint32Array.from(this.#predicted);
    const gold = Uint32Array.from(this.#gold);
    return {
      kind: "resampled",
      n: gold.length,
      value(counts) {
        let found = 0;
        let spans = 0;
        for (let i = 0; i < gold.length; i++) {
          found += counts[i] * truePositives[i];
          spans += counts[i] * (predicted[i] + gold[i]);
        }
        return spans === 0 ? null : (2 * found) / spans;
      },
      byConvention: 0,
    };
  }
}
