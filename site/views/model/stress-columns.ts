/** Columns of what stress costs a model beside its teacher: perturbations and other suites have them alike. */
import type { Perturbed } from "../../../eval/reports/robustness-report.ts";
import { pNumber, pointsInterval, signedPoints } from "../../format.ts";
import { figure, hiddenEnds } from "../../parts/columns.ts";
import type { Column } from "../../parts/data-table.tsx";
import { lossInWords } from "./stress-words.ts";

type Stressed = Pick<Perturbed, "drop" | "difference_in_differences">;

export const drop = <Row extends Stressed>(): Column<Row> =>
  figure("drop", "Drop, points", (row) => row.drop, signedPoints);

export const besideTeacher = <Row extends Stressed>(): Column<Row>[] => [
  {
    ...figure("difference", "Drop less teacher’s", (row: Row) => row.difference_in_differences?.value),
    cell: ({ difference_in_differences: d }) => (d ? `${signedPoints(d.value)} (${pointsInterval(d.ci95)})` : "–"),
  },
  ...hiddenEnds("difference_", (row: Row) => row.difference_in_differences?.ci95),
  figure("p_holm", "p", (row) => row.difference_in_differences?.p_holm, pNumber),
  { id: "verdict", title: "Beside its teacher it", value: (row) => lossInWords(row.difference_in_differences) },
];
