import type { Perturbed } from "../../eval/reports/robustness-report.ts";
import type { ColumnOf } from "../report/report.ts";

/** The difference in differences: of a mean it is a value alone. */
export type LostMore = Partial<NonNullable<Perturbed["difference_in_differences"]>> | null;

/** Columns of how much more the model lost than its teacher. */
export const LOST_MORE: readonly ColumnOf<{ lostMore: LostMore }>[] = [
  {
    title: "lost more",
    name: "difference_in_differences",
    format: "signed-figure",
    of: ({ lostMore }) => lostMore && { value: lostMore.value ?? null, ci95: lostMore.ci95 ?? null },
  },
  { title: "p", name: "difference_in_differences_p", format: "p", of: ({ lostMore }) => lostMore?.p_value },
  { title: "p Holm", name: "p_holm", format: "p", of: ({ lostMore }) => lostMore?.p_holm },
  { title: "n", name: "difference_in_differences_rows", format: "count", of: ({ lostMore }) => lostMore?.rows },
];

export const LOST_MORE_NOTE =
  "lost more: the model's drop less the teacher's; p of no such difference, Holm's over the list";
