import type { Behavioural, Failures, RobustnessReport } from "../../eval/reports/robustness-report.ts";
import { type ColumnOf, type Section, section } from "../report/report.ts";
import { clusterNote } from "./cluster-note.ts";

type Test = Behavioural["tests"][number];

/** Failure rates of each behavioural suite by capability; by test for files alone. */
export const behaviouralSections = ({ behavioural }: RobustnessReport): Section[] =>
  behavioural.flatMap(({ suite, capabilities, tests }) => [
    section(
      `${suite}, failure rates`,
      [
        { title: "capability", name: "capability", format: "text", of: ({ capability }) => capability },
        ...FAILURES,
      ] satisfies ColumnOf<Behavioural["capabilities"][number]>[],
      capabilities,
      {
        notes: [
          `difference: the model's rate less the teacher's, ${capabilities.some(({ clusters }) => clusters) ? "McNemar by clusters" : "exact McNemar"}; Holm's p over the list`,
          ...clusterNote(capabilities.map(({ clusters }) => clusters)),
          ...(capabilities.some(({ left_out }) => left_out) ? [LEFT_OUT] : []),
        ],
      },
    ),
    section<Test>(
      `${suite}, tests`,
      [
        { title: "capability", name: "capability", format: "text", of: ({ capability }) => capability },
        { title: "type", name: "type", format: "text", of: ({ type }) => type },
        { title: "test", name: "test", format: "text", of: ({ test }) => test },
        ...FAILURES,
      ],
      tests,
      { detail: true },
    ),
  ]);

const LEFT_OUT =
  "left out: rows whose test asks nothing of a model that answers the original as this one or its teacher did";

const FAILURES: readonly ColumnOf<Failures>[] = [
  { title: "fails", name: "failure_rate", format: "figure", of: (part) => rate(part) },
  { title: "teacher", name: "teacher_failure_rate", format: "figure", of: ({ teacher }) => teacher && rate(teacher) },
  {
    title: "difference",
    name: "difference",
    format: "signed-figure",
    of: ({ difference, difference_ci95 }) => ({ value: difference, ci95: difference_ci95 }),
  },
  { title: "p", name: "p_value", format: "p", of: ({ p_value }) => p_value },
  { title: "p Holm", name: "p_holm", format: "p", of: ({ p_holm }) => p_holm },
  { title: "n", name: "rows", format: "count", of: ({ rows }) => rows },
  { title: "left out", name: "left_out", format: "count", of: ({ left_out }) => left_out },
];

const rate = ({ failure_rate, ci95 }: Pick<Failures, "failure_rate" | "ci95">) => ({ value: failure_rate, ci95 });
