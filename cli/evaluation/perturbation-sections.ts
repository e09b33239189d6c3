import type { Perturbed, RobustnessReport, Stressed } from "../../eval/reports/robustness-report.ts";
import { type ColumnOf, type Section, section } from "../report/report.ts";
import { clusterNote } from "./cluster-note.ts";
import { dropTestNote } from "./drop-test-note.ts";
import { LOST_MORE, LOST_MORE_NOTE, type LostMore } from "./lost-more.ts";

type Measured = Pick<Stressed, "score" | "clean" | "drop" | "flips"> & Partial<Stressed>;

/** One perturbation, or the mean over all of them, which has no intervals. */
interface Line extends Measured {
  name: string;
  unchanged?: number | null;
  teacher: Measured | null;
  lostMore: LostMore;
}

const NAME: ColumnOf<Line> = { title: "perturbation", name: "perturbation", format: "text", of: ({ name }) => name };

/** What each perturbation costs the model, then the teacher's losses and how they differ. */
export function perturbationSections({ perturbations, mean, metric }: RobustnessReport): Section[] {
  const lines = perturbations.map(lineOf);
  if (mean !== null && perturbations.length > 1) lines.push(meanLine(mean));
  const withTeacher = lines.filter(({ teacher }) => teacher !== null);
  const tested = perturbations.filter(({ p_value }) => p_value !== null).length;
  const told = perturbations.map(({ clusters }) => clusters);
  const testNote = tested === 0 ? [] : [dropTestNote(metric, tested, told.some(Boolean))];
  return [
    section<Line>(
      "perturbations",
      [
        NAME,
        { title: metric, name: "score", format: "figure", of: ({ score, ci95 = null }) => ({ value: score, ci95 }) },
        { title: "clean", name: "clean", format: "fraction", of: ({ clean }) => clean },
        { title: "drop", name: "drop", format: "signed-figure", of: dropOf },
        { title: "p", name: "p_value", format: "p", of: ({ p_value }) => p_value },
        { title: "flips", name: "flips", format: "fraction", of: ({ flips }) => flips },
        { title: "n", name: "rows", format: "count", of: ({ rows }) => rows },
        { title: "unchanged", name: "unchanged", format: "count", of: ({ unchanged }) => unchanged },
      ],
      lines,
      { notes: lines.length === 0 ? [] : [CLEAN_NOTE, ...testNote, ...clusterNote(told)] },
    ),
    section<Line>(
      "perturbations, against the teacher",
      [
        NAME,
        { title: "teacher", name: "teacher_score", format: "fraction", of: ({ teacher }) => teacher?.score },
        {
          title: "its drop",
          name: "teacher_drop",
          format: "signed-figure",
          of: ({ teacher }) => teacher && dropOf(teacher),
        },
        { title: "its flips", name: "teacher_flips", format: "fraction", of: ({ teacher }) => teacher?.flips },
        ...LOST_MORE,
      ],
      withTeacher,
      { notes: withTeacher.length === 0 ? [] : [LOST_MORE_NOTE] },
    ),
  ];
}

const CLEAN_NOTE = "over the rows that change; clean: the same rows as they are; flips: predictions that change";

const dropOf = ({ drop, drop_ci95 = null }: Measured) => ({ value: drop, ci95: drop_ci95 });

const lineOf = ({ difference_in_differences, ...perturbed }: Perturbed): Line => ({
  ...perturbed,
  lostMore: difference_in_differences,
});

const meanLine = ({
  perturbations,
  teacher,
  difference_in_differences,
  ...means
}: NonNullable<RobustnessReport["mean"]>): Line => ({
  name: `mean of ${perturbations}`,
  ...means,
  teacher,
  lostMore: difference_in_differences === null ? null : { value: difference_in_differences },
});
