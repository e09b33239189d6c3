/** One row a question, as the sweep over thresholds sees it; columns of equal length. */
export interface NoAnswerColumns {
  /** EM or F1 of the answer as given: 0 to 1. */
  score: ArrayLike<number>;
  /** 1: the question has an answer. */
  answerable: ArrayLike<number>;
  /** 1: something was answered, if only an article. */
  answered: ArrayLike<number>;
  /** How sure the model is that there is no answer. NaN: the row has no answer at all, and is wrong at any threshold. */
  noAnswer: ArrayLike<number>;
}

export interface BestThreshold {
  /** The mean score where every question with a higher no-answer probability is left unanswered. */
  score: number;
  threshold: number;
}

/**
 * The best mean score over no-answer thresholds, as the official v2.0 script finds it (`find_best_thresh` of
 * evaluate-v2.0.py): with every question left unanswered at first, answers are given by ascending no-answer probability.
 * It is **tuned on the very rows it is measured on**, so it flatters; like the official one it may stop between rows of
 * equal probability, in the order of the rows. Returns a function of how often each row counts (see Statistic), which
 * returns null on no rows.
 */
export function bestThreshold(rows: NoAnswerColumns): (counts: ArrayLike<number>) => BestThreshold | null {
  const { score, answerable, answered, noAnswer } = rows;
  const valid = Array.from({ length: score.length }, (_, i) => i).filter((i) => !Number.isNaN(noAnswer[i]));
  const unanswerable = valid.filter((i) => !answerable[i]);
  const ascending = valid.toSorted((i, j) => noAnswer[i]! - noAnswer[j]!);
  const gain = Float64Array.from(ascending, (i) => (answerable[i] ? score[i]! : answered[i] ? -1 : 0));
  return (counts) => {
    let total = 0;
    for (let i = 0; i < counts.length; i++) total += counts[i]!;
    if (total === 0) return null;
    let sum = 0;
    for (const i of unanswerable) sum += counts[i]!;
    const best = { score: sum, threshold: 0 };
    for (let place = 0; place < ascending.length; place++) {
      sum += counts[ascending[place]!]! * gain[place]!;
      if (sum <= best.score) continue;
      best.score = sum;
      best.threshold = noAnswer[ascending[place]!]!;
    }
    return { score: best.score / total, threshold: best.threshold };
  };
}
