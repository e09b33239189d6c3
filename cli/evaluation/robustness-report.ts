import type { LabelShift, RobustnessReport, Slice } from "../../eval/reports/robustness-report.ts";
import { type ColumnOf, MOST_LINES, type Report, type Section, section } from "../report/report.ts";
import { figure } from "../ui/figures.ts";
import { behaviouralSections } from "./behavioural-sections.ts";
import { distributionSections } from "./distribution-sections.ts";
import { looksNotes } from "./looks-notes.ts";
import { perturbationSections } from "./perturbation-sections.ts";
import { nameOf } from "./run-report.ts";

/** What the model keeps under stress beside its teacher; `gaps` are sentences about what could not be had. */
export function robustnessReport(robustness: RobustnessReport, gaps: readonly string[] = []): Report {
  const { model, version, suite, metric } = robustness;
  return {
    title: `${nameOf({ model, version })} on ${suite} under stress`,
    lines: [
      ...cleanLines(robustness),
      ...Object.entries(robustness.looks ?? {}).flatMap(([sealed, looks]) => looksNotes(sealed, looks)),
      ...gaps.map((gap) => `note: ${gap}`),
    ],
    sections: [
      ...perturbationSections(robustness),
      ...distributionSections(robustness),
      ...behaviouralSections(robustness),
      section("label shift", LABEL_SHIFT, robustness.label_shift, {
        notes:
          robustness.label_shift.length === 0
            ? []
            : [
                "the accuracy to be expected if labels were distributed like that: their recalls, weighted by these shares",
                "by the bootstrap with the shares as given: near the suite's own, intervals are narrower than the accuracy's, Wilson's",
              ],
      }),
      ...[...Map.groupBy(robustness.slices, ({ by }) => by)].map(([by, slices]) => sliceSection(by, metric, slices)),
    ],
    json: robustness,
  };
}

function cleanLines({ clean, metric, teacher }: RobustnessReport): string[] {
  const own =
    clean === null
      ? "no clean run: without it there are no drops"
      : `${metric} ${figure({ value: clean.score, ci95: clean.ci95 })} on ${clean.rows} rows as they are${clean.sample === undefined ? "" : ", a sample"} (run ${clean.run})`;
  if (teacher === null) return [own];
  const { score: value = null, ci95 = null } = clean?.teacher ?? {};
  return [own, `${nameOf(teacher)}: ${figure({ value, ci95 })}; drops are losses where positive`];
}

const LABEL_SHIFT: readonly ColumnOf<LabelShift>[] = [
  { title: "labels", name: "value", format: "text", of: ({ title }) => title },
  { title: "accuracy", name: "score", format: "figure", of: ({ score, ci95 }) => ({ value: score, ci95 }) },
  { title: "teacher", name: "teacher_score", format: "figure", of: ({ teacher }) => teacherFigure(teacher) },
];

function sliceSection(by: string, metric: string, slices: readonly Slice[]): Section {
  return section<Slice>(
    `by ${by}`,
    [
      { title: by, name: "value", format: "text", of: ({ value }) => value },
      { title: metric, name: "score", format: "figure", of: ({ score, ci95 }) => ({ value: score, ci95 }) },
      { title: "teacher", name: "teacher_score", format: "figure", of: ({ teacher }) => teacherFigure(teacher) },
      {
        title: "difference",
        name: "difference",
        format: "signed-figure",
        of: ({ difference, difference_ci95 }) => ({ value: difference, ci95: difference_ci95 }),
      },
      { title: "n", name: "rows", format: "count", of: ({ rows }) => rows },
    ],
    slices,
    { notes: ["difference: the model's score less the teacher's"], detail: slices.length > MOST_LINES },
  );
}

const teacherFigure = (teacher: Slice["teacher"]) => teacher && { value: teacher.score, ci95: teacher.ci95 };
