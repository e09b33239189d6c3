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
   * Micro F1 over the sentences so far: `2PR / (P + R) = 2TP / (predicted + gold)`, 0 where there are no spans at all.
   * Null over no sentences.
   */
  f1(): Statistic {
    const truePositives = Uint32Array.from(this.#truePositives);
    const predicted = Uint32Array.from(this.#predicted);
    const gold = Uint32Array.from(this.#gold);
    return {
      kind: "resampled",
      n: gold.length,
      value(counts) {
        let sentences = 0;
        let found = 0;
        let spans = 0;
        for (let i = 0; i < gold.length; i++) {
          sentences += counts[i];
          found += counts[i] * truePositives[i];
          spans += counts[i] * (predicted[i] + gold[i]);
        }
        if (sentences === 0) return null;
        return spans === 0 ? 0 : (2 * found) / spans;
      },
    };
  }
}
