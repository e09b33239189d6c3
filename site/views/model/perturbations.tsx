import type { Perturbed, RobustnessReport } from "../../../eval/reports/robustness-report.ts";
import { Drops } from "../../charts/drops.tsx";
import { percent, pointsInterval, signedPoints } from "../../format.ts";
import { ends, figure, rowCount } from "../../parts/columns.ts";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { titleOf } from "../../parts/metrics.ts";
import { Snippet } from "../../parts/snippet.tsx";
import { besideTeacher, drop } from "./stress-columns.ts";
import { sumOfPerturbations } from "./stress-words.ts";

/** Texts changed so that a reader still reads them: what of the score is left. */
export function Perturbations({ report }: { report: RobustnessReport }) {
  const { perturbations, model, suite, mean, metric, teacher } = report;
  const left = mean?.retention;
  return (
    <>
      <h3>When texts are changed</h3>
      {perturbations.length === 0 ? (
        <>
          <p>It has not been run on changed texts of {suite}. This does it, for its teacher as well:</p>
          <Snippet label="The command that does it" code={`npx retort robustness ${model} --suite ${suite}`} />
        </>
      ) : (
        <>
          <p>
            Typing errors, other spellings, look-alike letters: a reader still reads such texts.{" "}
            {left != null &&
              `It keeps ${percent(left)} of its score on the rows that change, in the mean over ${mean!.perturbations}. `}
            {teacher && sumOfPerturbations(perturbations)}
          </p>
          <Drops
            perturbations={perturbations}
            model={model}
            teacher={teacher?.model ?? null}
            metric={titleOf(metric)}
          />
          <DataTable
            caption={`On the rows that each changes. A drop is a loss${teacher ? "; p is Holm’s, over all of them" : ""}`}
            columns={teacher ? [...OWN, ...BESIDE] : OWN}
            rows={perturbations}
            keyOf={({ name }) => name}
            file={`${model}-perturbations`}
          />
        </>
      )}
    </>
  );
}

const OWN: Column<Perturbed>[] = [
  { id: "perturbation", title: "Change", heads: true, value: ({ name }) => name },
  rowCount(),
  figure("clean", "As they are", ({ clean }) => clean),
  figure("score", "Changed", ({ score }) => score),
  drop(),
  ...ends<Perturbed>("drop_", "95 % interval", ({ drop_ci95 }) => drop_ci95, pointsInterval),
];

const BESIDE: Column<Perturbed>[] = [
  figure("teacher_drop", "Teacher’s drop", ({ teacher }) => teacher?.drop, signedPoints),
  ...besideTeacher<Perturbed>(),
];
