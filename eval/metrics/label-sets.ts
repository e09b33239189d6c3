import type { ResampledStatistic, Statistic } from "../statistics/statistic.ts";
import { mean } from "./mean.ts";

/**
 * Gold and predicted sets of labels, a row each, and their F1 scores as scikit-learn's `f1_score` has them on indicator matrices, with
 * its `zero_division=0`. Grows as rows are added. All are null over no rows.
 */
export class LabelSets {
  /** Of each row, one after another, what is in gold or prediction: the label's index, and how many of the two have it. */
  readonly #labels: number[] = [];
  readonly #having: number[] = [];
  /** Where each row ends. */
  readonly #ends: number[] = [];

  /** Distinct indices from 0. */
  add(gold: readonly number[], predicted: readonly number[]): void {
    for (const label of new Set([...gold, ...predicted])) {
      this.#labels.push(label);
      this.#having.push(Number(gold.includes(label)) + Number(predicted.includes(label)));
    }
    this.#ends.push(this.#labels.length);
  }

  /** `2 Σ_i |G_i ∩ P_i| / Σ_i (|G_i| + |P_i|)`. By convention 0 where no label is anywhere; a resample without any is undefined. */
  microF1(): Statistic {
    return { ...f1OfRows(this.#rows()), byConvention: 0 };
  }

  /** Mean over the rows of `2 |G ∩ P| / (|G| + |P|)`; a row with neither gold labels nor predicted ones counts 0, though it is right. */
  sampleF1(): Statistic {
    return mean(Float64Array.from(this.#rows(), ([common, sizes]) => (sizes === 0 ? 0 : (2 * common) / sizes)));
  }

  /**
   * Mean over all labels, `classes` of them, of the F1 of each by itself; one that no drawn row has in gold or prediction counts 0. So
   * labels with few rows, which many resamples lack, widen the interval downwards.
   */
  macroF1(classes: number): Statistic {
    const [labels, having, ends] = [this.#labels, this.#having, this.#ends].map((list) => Uint32Array.from(list));
    const [common, sizes] = [new Float64Array(classes), new Float64Array(classes)];
    return {
      kind: "resampled",
      n: ends.length,
      value(counts) {
        common.fill(0);
        sizes.fill(0);
        let total = 0;
        for (let row = 0, i = 0; row < ends.length; row++) {
          const count = counts[row];
          total += count;
          for (; i < ends[row]; i++) {
            sizes[labels[i]] += count * having[i];
            if (having[i] === 2) common[labels[i]] += count;
          }
        }
        if (total === 0 || classes === 0) return null;
        let sum = 0;
        for (let label = 0; label < classes; label++) if (sizes[label] > 0) sum += (2 * common[label]) / sizes[label];
        return sum / classes;
      },
    };
  }

  /** F1 of each label by itself, over the rows that have it in gold or prediction: others change nothing. By label. */
  byLabel(): Map<number, { rows: number; members: number[]; f1: Statistic }> {
    const parts = new Map<number, { counts: Counts[]; members: number[] }>();
    let row = 0;
    for (const [i, label] of this.#labels.entries()) {
      while (this.#ends[row]! <= i) row++;
      const own = parts.get(label) ?? { counts: [], members: [] };
      own.counts.push(this.#having[i] === 2 ? [1, 2] : [0, 1]);
      own.members.push(row);
      parts.set(label, own);
    }
    return new Map(
      [...parts].map(([label, { counts, members }]) => [label, { rows: counts.length, members, f1: f1OfRows(counts) }]),
    );
  }

  #rows(): Counts[] {
    let at = 0;
    return this.#ends.map((end) => {
      const counts: Counts = [0, 0];
      for (; at < end; at++) {
        counts[0] += this.#having[at] === 2 ? 1 : 0;
        counts[1] += this.#having[at];
      }
      return counts;
    });
  }
}

/** Of a row: labels in both of its sets, and the sizes of the two together. */
type Counts = [common: number, sizes: number];

function f1OfRows(rows: readonly Counts[]): ResampledStatistic {
  const common = Uint32Array.from(rows, ([both]) => both);
  const sizes = Uint32Array.from(rows, ([, all]) => all);
  return {
    kind: "resampled",
    n: rows.length,
    value(counts) {
      let found = 0;
      let all = 0;
      for (let i = 0; i < common.length; i++) {
        found += counts[i] * common[i];
        all += counts[i] * sizes[i];
      }
      return all === 0 ? null : (2 * found) / all;
    },
  };
}
