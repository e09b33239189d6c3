import type { OutOfDistribution, RobustnessReport } from "../../eval/reports/robustness-report.ts";
import { type ColumnOf, type Section, section } from "../report/report.ts";
import { LOST_MORE, LOST_MORE_NOTE, type LostMore } from "./lost-more.ts";

type Line = OutOfDistribution & { lostMore: LostMore };

/** Scores on other suites of the same question, then the teacher's and how the losses differ. */
export function distributionSections({ out_of_distribution }: RobustnessReport): Section[] {
  const lines = out_of_distribution.map((line): Line => ({ ...line, lostMore: line.difference_in_differences }));
  const withTeacher = lines.filter(({ teacher }) => teacher !== null);
  const suite: ColumnOf<Line> = { title: "suite", name: "suite", format: "text", of: ({ suite }) => suite };
  return [
    section<Line>(
      "out of distribution",
      [
        suite,
        { title: "metric", name: "metric", format: "text", of: ({ metric }) => metric },
        { title: "score", name: "score", format: "figure", of: ({ score, ci95 }) => ({ value: score, ci95 }) },
        { title: "at home", name: "clean", format: "fraction", of: ({ clean }) => clean },
        { title: "drop", name: "drop", format: "signed", of: ({ drop }) => drop },
        { title: "retention", name: "retention", format: "fraction", of: ({ retention }) => retention },
        { title: "n", name: "rows", format: "count", of: ({ rows }) => rows },
        { title: "sample", name: "sample", format: "count", of: ({ sample }) => sample },
      ],
      lines,
    ),
    section<Line>(
      "out of distribution, against the teacher",
      [
        suite,
        { title: "teacher", name: "teacher_score", format: "fraction", of: ({ teacher }) => teacher?.score },
        { title: "its drop", name: "teacher_drop", format: "signed", of: ({ teacher }) => teacher?.drop },
        ...LOST_MORE,
      ],
      withTeacher,
      { notes: withTeacher.length === 0 ? [] : [LOST_MORE_NOTE] },
    ),
  ];
}
