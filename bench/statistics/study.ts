import type { Random } from "../../eval/statistics/random.ts";
import type { ResamplingOptions } from "../../eval/statistics/resampling.ts";
import type { Interval } from "../../eval/statistics/wilson.ts";

/** A method put to the test on data whose truth is known. */
export interface Study {
  method: string;
  /** What the data sets are like. */
  data: string;
  /**
   * `coverage`: how often the interval holds the true value. `rejection`: how often p <= 5 % though nothing differs. `size`: how
   * often a loss of the margin is good enough. `power`: how often so many rows decide as are named for 80 %.
   */
  measures: "coverage" | "rejection" | "size" | "power";
  /** Errs on the safe side by construction: its rate may lie on that side of the band. */
  conservative?: true;
  /** Takes rows of clusters for independent ones: it is there to show what that costs, and is not run again where it misses. */
  ignoresClusters?: true;
  /** One data set, drawn anew: whether the interval holds the truth, or the test rejects. */
  trial(random: Random, resampling: ResamplingOptions): boolean | Promise<boolean>;
}

export const holds = (interval: Interval | null | undefined, truth: number): boolean =>
  interval != null && interval[0] <= truth && truth <= interval[1];

export const rejects = (p: number | null | undefined): boolean => p != null && p <= 0.05;
