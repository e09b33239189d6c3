import type { ExperimentReport, ExperimentSummary } from "../../eval/reports/experiment.ts";
import { type Report, section } from "../report/report.ts";
import { pValue } from "../ui/figures.ts";

type Variant = ExperimentReport["variants"][number];
type Difference = ExperimentReport["differences"][number];

/** The verdicts in words, what each variant did, and the differences that the verdicts are of. */
export function experimentReport(report: ExperimentReport): Report {
  const { id, name, mode, status, differences, variants, checks, margin } = report;
  return {
    title: `${name} (${mode}, ${status})`,
    lines: [...differences.map(({ words }) => words), ...alarms(checks)],
    sections: [
      section<Variant>(
        "variants",
        [
          { title: "variant", name: "variant", format: "text", of: (v) => v.name },
          { title: "model", name: "model", format: "text", of: (v) => `${v.model}@${v.version}` },
          { title: "runtime", name: "runtime", format: "text", of: (v) => v.runtime },
          { title: "weight", name: "weight", format: "fraction", of: (v) => v.weight },
          { title: "units", name: "units", format: "count", of: (v) => v.units },
          { title: "answers", name: "answers", format: "count", of: (v) => v.answers },
          { title: "n", name: "n", format: "count", of: (v) => v.n },
          { title: "accuracy [95 % at all times]", name: "accuracy", format: "figure", of: (v) => v.accuracy },
          { title: "agreement", name: "agreement", format: "figure", of: (v) => v.agreement },
          { title: "p50 ms", name: "p50", format: "tenths", of: (v) => v.latency?.p50 },
          { title: "p95 ms", name: "p95", format: "tenths", of: (v) => v.latency?.p95 },
        ],
        variants,
        { notes: [`experiment ${id}`] },
      ),
      section<Difference>(
        "differences",
        [
          { title: "variant", name: "variant", format: "text", of: (d) => d.variant },
          { title: "against", name: "against", format: "text", of: (d) => d.against },
          { title: "n", name: "n", format: "count", of: (d) => d.n },
          {
            title: "difference [95 % at all times]",
            name: "difference",
            format: "signed-figure",
            of: ({ value, ci95 }) => (value === null || ci95 === null ? null : { value, ci95 }),
          },
          { title: "verdict", name: "verdict", format: "text", of: (d) => d.verdict },
          { title: "first decided at n", name: "decided_at", format: "count", of: (d) => d.decided_at?.n },
        ],
        differences,
        { notes: [`the margin of good-enough is ${margin}`] },
      ),
    ],
    about: { experiment: id },
    json: report,
  };
}

/** What makes figures worthless until it is known why. */
function alarms({ assignment, feedback }: ExperimentReport["checks"]): string[] {
  const alarm = (what: string, { p_value }: { p_value: number }) =>
    `${what} do not come to the variants as their weights say (p ${pValue(p_value)}): find out why before you believe any figure.`;
  return [
    ...(assignment.ok ? [] : [alarm("Units", assignment)]),
    ...(feedback.ok ? [] : [alarm("Units that are judged", feedback)]),
  ];
}

export const experimentsReport = (experiments: readonly ExperimentSummary[]): Report => ({
  title: experiments.length === 0 ? "no experiments" : "experiments, newest first",
  lines: [],
  sections: [
    section<ExperimentSummary>(
      "experiments",
      [
        { title: "id", name: "id", format: "text", of: (e) => e.id },
        { title: "name", name: "name", format: "text", of: (e) => e.name },
        { title: "task", name: "task", format: "text", of: (e) => e.task },
        { title: "mode", name: "mode", format: "text", of: (e) => e.mode },
        { title: "status", name: "status", format: "text", of: (e) => e.status },
        { title: "variants", name: "variants", format: "text", of: (e) => e.variants.join(", ") },
        { title: "n", name: "n", format: "count", of: (e) => e.n },
        { title: "verdict", name: "verdict", format: "text", of: (e) => e.verdict },
        { title: "made", name: "created_at", format: "text", of: (e) => e.created_at },
      ],
      experiments,
    ),
  ],
  json: experiments,
});
