/** What recipes take from the number of rows: the smaller a task, the more often it is read. */

/** Examples a step, as `defaults.json` has it. */
const BATCH = 32;

/** A number, and why. */
export interface Reasoned<T> {
  value: T;
  why: string;
}

/**
 * Epochs by the first line whose rows are not exceeded. The recorded recipes' (`recipes/<task>/`) where they have tasks of such a
 * size: RTE with 2,490 rows, MRPC with 3,668, STS-B with 5,749, CoLA with 8,551, MNLI's subset with 10,000, QNLI's with 16,107, SST-2
 * with 67,349. Below them so many that a run still has some 300 steps.
 */
type Line = readonly [rows: number, epochs: number];

const FINE_TUNING: readonly Line[] = [
  [300, 30],
  [600, 20],
  [1_200, 12],
  [2_000, 8],
  [4_000, 6],
  [12_000, 5],
  [100_000, 3],
  [500_000, 2],
  [Number.POSITIVE_INFINITY, 1],
];

const HALF_THE_LAYERS: readonly Line[] = [
  [300, 40],
  [600, 25],
  [1_200, 15],
  [6_000, 10],
  [12_000, 8],
  [30_000, 6],
  [100_000, 3],
  [500_000, 2],
  [Number.POSITIVE_INFINITY, 1],
];

const FACTORS: readonly Line[] = [
  [300, 60],
  [600, 40],
  [1_200, 30],
  [2_500, 20],
  [6_000, 15],
  [9_000, 10],
  [12_000, 6],
  [30_000, 5],
  [100_000, 4],
  [500_000, 2],
  [Number.POSITIVE_INFINITY, 1],
];

const LINES = { "fine-tuning": FINE_TUNING, "half the layers": HALF_THE_LAYERS, factors: FACTORS } as const;

/** `rows`: of the task's training split, whatever a recipe leaves out. */
export function epochsOf(learner: keyof typeof LINES, rows: number): Reasoned<number> {
  const [, value] = LINES[learner].find(([most]) => rows <= most)!;
  return {
    value,
    why: `${rows.toLocaleString("en")} rows are ${stepsOf(rows).toLocaleString("en")} steps an epoch; dev chooses among the epochs`,
  };
}

/** Of an epoch. */
export const stepsOf = (rows: number): number => Math.max(1, Math.ceil(rows / BATCH));

/** How often dev is judged in an epoch: large sets pass their best within one. */
export const judgedOf = (rows: number): number => (rows > 100_000 ? 4 : rows > 30_000 ? 2 : 1);

/** Decay of the moving average of weights: a window of a share of all steps. */
export function averageDecayOf(rows: number): Reasoned<number> {
  const [value, window] = stepsOf(rows) < 200 ? [0.99, 100] : stepsOf(rows) < 1_000 ? [0.995, 200] : [0.999, 1_000];
  return { value, why: `a window of some ${window.toLocaleString("en")} steps` };
}
