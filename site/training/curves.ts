/** What a training record shows on the page: losses and looks at dev, without the rest of it. */

/** A point: the optimiser's step, and what it had then. */
export type CurveOf = readonly (readonly [step: number, value: number])[];

/** What one optimiser did: a stage of a recipe, or one of the runs whose weights a soup averages. */
export interface TrainingPart {
  /** `transfer, logits`; `run 2`; empty where there is one part. */
  title: string;
  loss: CurveOf;
  /** What dev is judged by: a metric, or `loss`. Null without a look. */
  judged: string | null;
  dev: CurveOf;
}

/** `/site/training/<model>.json` */
export interface TrainingCurves {
  recipe: string;
  seed: number;
  code: string;
  seconds: number;
  /** Whether parts are stages, of which each has a loss of its own. */
  stages: boolean;
  parts: TrainingPart[];
}

interface Look {
  step: number;
  primary?: string;
  metrics?: Record<string, number>;
}

interface Stage {
  on: string;
  objective: string;
  dev: Look[];
  curve: { step: number; loss: number }[];
}

/** Of a record in bench/training what is read here. */
export interface TrainingRecord {
  name: string;
  recipe: { model: { id: string } | null };
  seed: number;
  code: string;
  wall_seconds: number;
  dev: Look[];
  curve: { step: number; loss: number }[];
  stages?: Stage[];
}

export function curvesOf({ name, seed, code, wall_seconds, dev, curve, stages }: TrainingRecord): TrainingCurves {
  const parts =
    stages?.map(({ on, objective, ...stage }) => partOf(`${on}, ${objective}`, stage)) ??
    runsOf(curve).map((run, i, { length }) =>
      length === 1 ? partOf("", { curve: run, dev }) : partOf(`run ${i + 1}`, { curve: run, dev: [] }),
    );
  return { recipe: name, seed, code, seconds: Math.round(wall_seconds), stages: (stages?.length ?? 0) > 1, parts };
}

function partOf(title: string, { curve, dev }: Pick<Stage, "curve" | "dev">): TrainingPart {
  const judged = dev.at(-1)?.primary ?? null;
  const looks = judged === null ? [] : dev.map((look) => [look.step, look.metrics?.[judged] ?? lossOf(look)] as const);
  return {
    title,
    loss: curve.map(({ step, loss }) => [step, loss] as const),
    judged: looks.length === 0 ? null : judged,
    dev: looks.map(([step, value]) => [step, Number(value.toPrecision(5))] as const),
  };
}

const lossOf = (look: Look): number => (look as unknown as { loss: number }).loss;

/** A soup's curve is those of its runs, one after the other: each begins with a step less than the last one's. */
function runsOf<Point extends { step: number }>(curve: readonly Point[]): Point[][] {
  const runs: Point[][] = [];
  curve.forEach((point, i) => {
    if (i === 0 || point.step <= curve[i - 1]!.step) runs.push([]);
    runs.at(-1)!.push(point);
  });
  return runs;
}
