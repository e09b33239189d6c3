import type { RobustnessReport } from "../../../eval/reports/robustness-report.ts";
import { Drops } from "../../charts/drops.tsx";
import { fraction, percent } from "../../format.ts";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { points, pointsInterval, titleOf } from "../../parts/metrics.ts";
import { Snippet } from "../../parts/snippet.tsx";
import { lossInWords, pInWords, sumOfPerturbations } from "./stress-words.ts";

type Perturbed = RobustnessReport["perturbations"][number];

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
  {
    id: "rows",
    title: "Rows",
    numeric: true,
    value: ({ rows }) => rows,
    cell: ({ rows }) => rows.toLocaleString("en"),
  },
  {
    ...{ id: "clean", title: "As they are", numeric: true },
    value: ({ clean }) => clean,
    cell: ({ clean }) => fraction(clean),
  },
  {
    ...{ id: "score", title: "Changed", numeric: true },
    value: ({ score }) => score,
    cell: ({ score }) => fraction(score),
  },
  {
    ...{ id: "drop", title: "Drop, points", numeric: true },
    value: ({ drop }) => drop,
    cell: ({ drop }) => points(drop),
  },
  {
    ...{ id: "drop_low", title: "95 % interval", numeric: true },
    value: ({ drop_ci95 }) => drop_ci95?.[0],
    cell: ({ drop_ci95 }) => pointsInterval(drop_ci95),
  },
  { id: "drop_high", title: "", hidden: true, value: ({ drop_ci95 }) => drop_ci95?.[1] },
];

const BESIDE: Column<Perturbed>[] = [
  {
    ...{ id: "teacher_drop", title: "Teacher’s drop", numeric: true },
    value: ({ teacher }) => teacher?.drop,
    cell: ({ teacher }) => points(teacher?.drop),
  },
  {
    ...{ id: "difference", title: "Drop less teacher’s", numeric: true },
    value: ({ difference_in_differences }) => difference_in_differences?.value,
    cell: ({ difference_in_differences: d }) => (d ? `${points(d.value)} (${pointsInterval(d.ci95)})` : "–"),
  },
  { id: "difference_low", title: "", hidden: true, value: (row) => row.difference_in_differences?.ci95?.[0] },
  { id: "difference_high", title: "", hidden: true, value: (row) => row.difference_in_differences?.ci95?.[1] },
  {
    ...{ id: "p_holm", title: "p", numeric: true },
    value: (row) => row.difference_in_differences?.p_holm,
    cell: (row) => pInWords(row.difference_in_differences?.p_holm),
  },
  { id: "verdict", title: "Beside its teacher it", value: (row) => lossInWords(row.difference_in_differences) },
];
