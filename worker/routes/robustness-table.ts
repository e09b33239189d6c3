/** The robustness report as one flat table: a figure a line, what does not apply to it left empty. */
import type { Failures, RobustnessReport } from "../../eval/reports/robustness-report.ts";
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
  drop_p_value?: number | null | undefined;
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
  drop_p_value: (line) => line.drop_p_value,
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
    ...(clean ? [{ part: "clean", suite, name: "", metric, ...clean, ...under(clean.teacher) }] : []),
    ...report.perturbations.map((entry) => ({ ...stressed("perturbation", entry), suite, name: entry.name, metric })),
    ...report.out_of_distribution.map((entry) => ({ ...stressed("out_of_distribution", entry), name: "" })),
    ...report.behavioural.flatMap(({ tests, capabilities, ...from }) => [
      ...tests.map((test) => ({ ...from, part: "behavioural", name: test.test, ...failures(test) })),
      ...capabilities.map((entry) => ({ ...from, part: "capability", name: entry.capability, ...failures(entry) })),
    ]),
    ...report.label_shift.map(({ title, teacher, ...shift }) => ({
      part: "label_shift",
      suite,
      name: title,
      metric: "accuracy",
      ...shift,
      ...under(teacher),
    })),
    ...report.slices.map(({ by, value, teacher, ...slice }) => ({
      part: "slice",
      suite,
      name: `${by}: ${value}`,
      ...slice,
      ...under(teacher),
    })),
  ];
}

type Stressed = RobustnessReport["perturbations"][number] | RobustnessReport["out_of_distribution"][number];

const stressed = <E extends Stressed>(part: string, entry: E) => {
  const { teacher, difference_in_differences: tested, ...figures } = entry;
  return {
    part,
    ...figures,
    drop_p_value: "p_value" in entry ? entry.p_value : undefined,
    ...under(teacher),
    difference: tested?.value,
    difference_ci95: tested?.ci95,
    p_value: tested?.p_value,
    p_holm: tested?.p_holm,
  };
};

const failures = ({ rows, failure_rate, ci95, teacher, difference, difference_ci95, p_value, p_holm }: Failures) => ({
  metric: "failure_rate",
  rows,
  score: failure_rate,
  ci95,
  teacher_score: teacher?.failure_rate,
  difference,
  difference_ci95,
  p_value,
  p_holm,
});

interface Teacher {
  run?: string;
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
