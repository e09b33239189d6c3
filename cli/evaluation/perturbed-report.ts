import type { Perturbed, RobustnessReport } from "../../eval/reports/robustness-report.ts";
import type { RunRecord } from "../../r2-assets/format/run.ts";
import { type ColumnOf, type Report, section } from "../report/report.ts";
import { dropTestNote } from "./drop-test-note.ts";
import { nameOf } from "./run-report.ts";

/**
 * Perturbed runs of one model on one suite, beside its clean run on the same rows where `robustness` knows these very runs.
 */
export function perturbedReport(runs: readonly RunRecord[], robustness: RobustnessReport | null): Report {
  const [first] = runs as [RunRecord];
  const held = new Map(robustness?.perturbations.map((perturbed) => [perturbed.run, perturbed]));
  const against = (of: (perturbed: Perturbed) => ReturnType<ColumnOf<RunRecord>["of"]>) => (run: RunRecord) => {
    const perturbed = held.get(run.id);
    return perturbed && of(perturbed);
  };
  const { primary } = first;
  const tested = runs.filter(({ id }) => held.get(id)?.clean_run);
  return {
    title: `${nameOf(first)} on ${first.suite}, perturbed`,
    lines: [],
    sections: [
      section<RunRecord>(
        "perturbations",
        [
          { title: "perturbation", name: "perturbation", format: "text", of: (run) => run.perturbation },
          { title: primary, name: primary, format: "figure", of: ({ metrics }) => metrics[primary] },
          { title: "clean", name: "clean", format: "fraction", of: against(({ clean }) => clean) },
          { title: "drop", name: "drop", format: "signed-figure", of: against(dropOf) },
          { title: "p", name: "p_value", format: "p", of: against(({ p_value }) => p_value) },
          { title: "flips", name: "flips", format: "fraction", of: against(({ flips }) => flips) },
          { title: "n", name: "rows", format: "count", of: ({ rows }) => rows },
          { title: "unchanged", name: "unchanged", format: "count", of: ({ unchanged }) => unchanged },
          { title: "errors", name: "errors", format: "count", of: ({ errors }) => errors },
          { title: "run", name: "run", format: "text", of: ({ id }) => id },
        ],
        runs,
        {
          notes:
            tested.length > 0
              ? [
                  "clean: the score on the same rows unperturbed; drop: clean less perturbed; flips: predictions that change",
                  dropTestNote(primary, tested.length),
                ]
              : [
                  `without a clean run there is no drop: \`retort eval ${first.model} --suite ${first.suite}\` makes one`,
                ],
        },
      ),
    ],
    about: { model: first.model, version: first.version, suite: first.suite },
    json: runs,
  };
}

const dropOf = ({ drop, drop_ci95 }: Pick<Perturbed, "drop" | "drop_ci95">) => ({
  value: drop,
  ci95: drop_ci95,
});
