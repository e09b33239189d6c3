/** The robustness report as one flat table: a figure a line, what does not apply to it left empty. */
import type { DifferenceInDifferences, Failures, RobustnessReport, Slice } from "../../eval/robustness/report.ts";
import type { Columns } from "../http/csv.ts";

type Interval = [number, number] | null;

interface Line {
  /** `clean`, `perturbation`, `out_of_distribution`, `behavioural`, `capability`, `label_shift` or `slice`. */
  part: string;
  suite: string;
  name: string;
  metric: string;
  run?: string | undefined;
  rows?: number;
  sample?: number | undefined;
  clean?: number | null;
  score: number | null;
  ci95: Interval;
  drop?: number | null;
  drop_ci95?: Interval;
  flips?: number | null;
  retention?: number | null;
  teacher_run?: string | null | undefined;
  teacher_score?: number | null | undefined;
  teacher_drop?: number | null | undefined;
  teacher_flips?: number | null | undefined;
  teacher_retention?: number | null | undefined;
  /** The model's figure less the teacher's; under stress, of the drops. */
  difference?: number | null | undefined;
  difference_ci95?: Interval | undefined;
  p_value?: number | null | undefined;
  p_holm?: number | null | undefined;
}

export const ROBUSTNESS_COLUMNS: Columns<Line> = {
  part: (line) => line.part,
  suite: (line) => line.suite,
  name: (line) => line.name,
  metric: (line) => line.metric,
  run: (line) => line.run,
  rows: (line) => line.rows,
  sample: (line) => line.sample,
  clean: (line) => line.clean,
  score: (line) => line.score,
  ci95_low: (line) => line.ci95?.[0],
  ci95_high: (line) => line.ci95?.[1],
  drop: (line) => line.drop,
  drop_ci95_low: (line) => line.drop_ci95?.[0],
  drop_ci95_high: (line) => line.drop_ci95?.[1],
  flips: (line) => line.flips,
  retention: (line) => line.retention,
  teacher_run: (line) => line.teacher_run,
  teacher_score: (line) => line.teacher_score,
  teacher_drop: (line) => line.teacher_drop,
  teacher_flips: (line) => line.teacher_flips,
  teacher_retention: (line) => line.teacher_retention,
  difference: (line) => line.difference,
  difference_ci95_low: (line) => line.difference_ci95?.[0],
  difference_ci95_high: (line) => line.difference_ci95?.[1],
  p_value: (line) => line.p_value,
  p_holm: (line) => line.p_holm,
};

export function robustnessLines(report: RobustnessReport): Line[] {
  const { suite, metric, clean } = report;
  return [
    ...(clean ? [{ ...clean, part: "clean", suite, name: "", metric, ...under(clean.teacher) }] : []),
    ...report.perturbations.map(
      (entry): Line => ({
        ...{ part: "perturbation", suite, name: entry.name, metric, ...figures(entry), ...under(entry.teacher) },
        ...{ drop_ci95: entry.drop_ci95, flips: entry.flips, ...difference(entry.difference_in_differences) },
      }),
    ),
    ...report.out_of_distribution.map(
      (entry): Line => ({
        ...{ part: "out_of_distribution", suite: entry.suite, name: "", metric: entry.metric, ...figures(entry) },
        ...{ ...under(entry.teacher), ...difference(entry.difference_in_differences) },
      }),
    ),
    ...report.behavioural.flatMap(({ suite: id, run, sample, teacher_run, tests, capabilities }) => {
      const from = { suite: id, run, sample, teacher_run };
      return [
        ...tests.map((test) => ({ part: "behavioural", name: test.test, ...from, ...failures(test) })),
        ...capabilities.map((entry) => ({ part: "capability", name: entry.capability, ...from, ...failures(entry) })),
      ];
    }),
    ...report.label_shift.map(({ title, score, ci95, teacher }) => ({
      ...{ part: "label_shift", suite, name: title, metric: "accuracy", score, ci95, teacher_score: teacher?.score },
    })),
    ...report.slices.map((slice) => ({ part: "slice", suite, name: `${slice.by}: ${slice.value}`, ...part(slice) })),
  ];
}

type Stressed = RobustnessReport["perturbations"][number] | RobustnessReport["out_of_distribution"][number];

const figures = ({ run, rows, sample, clean, score, ci95, drop, retention }: Stressed) => ({
  ...{ run, rows, sample, clean, score, ci95, drop, retention },
});

interface Teacher {
  run: string;
  score: number | null;
  drop?: number | null;
  flips?: number | null;
  retention?: number | null;
}

const under = (teacher: Teacher | null) => ({
  teacher_run: teacher?.run,
  teacher_score: teacher?.score,
  teacher_drop: teacher?.drop,
  teacher_flips: teacher?.flips,
  teacher_retention: teacher?.retention,
});

const difference = (tested: DifferenceInDifferences | null) => ({
  ...{ difference: tested?.value, difference_ci95: tested?.ci95 },
  ...{ p_value: tested?.p_value, p_holm: tested?.p_holm },
});

const failures = ({ rows, failure_rate, ci95, teacher, ...tested }: Failures) => ({
  ...{ metric: "failure_rate", rows, score: failure_rate, ci95, teacher_score: teacher?.failure_rate },
  ...{ difference: tested.difference, difference_ci95: tested.difference_ci95 },
  ...{ p_value: tested.p_value, p_holm: tested.p_holm },
});

const part = ({ rows, metric, score, ci95, teacher, difference: value, difference_ci95 }: Slice) => ({
  ...{ rows, metric, score, ci95, teacher_score: teacher?.score, difference: value, difference_ci95 },
});
