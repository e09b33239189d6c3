import type { DevScore, DevSet } from "./task.ts";

/**
 * Dev splits of several suites that are judged together: `whole` has the rows of all `parts`, one part after another, whose metrics are
 * alike. What chooses is the mean over the parts of their first metric, each counting alike whatever its size; a part on which it is
 * undefined counts 0. The figures of all rows together stand beside it.
 */
export function evenDevSet(whole: DevSet, parts: readonly DevSet[]): DevSet {
  return {
    ...whole,
    score(logits, thresholds) {
      const { primary, metrics, loss } = whole.score(logits, thresholds);
      const of = primary as keyof DevScore["metrics"];
      let from = 0;
      const scores = parts.map(({ suite, inputs, score }) => {
        const own = logits.slice(from, from + inputs.length);
        from += own.length;
        return [suite, score(own, thresholds).metrics[of] ?? 0] as const;
      });
      const mean = scores.reduce((sum, [, score]) => sum + score, 0) / scores.length;
      return {
        primary: `mean_${primary}`,
        metrics: { [`mean_${primary}`]: mean, ...metrics },
        parts: Object.fromEntries(scores),
        loss,
      };
    },
  };
}
