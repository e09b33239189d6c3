import type {
  DifferenceInDifferences,
  MeanOverPerturbations,
  Perturbed,
  Stressed,
} from "../reports/robustness-report.ts";
import { adjustFamily } from "../statistics/adjust-family.ts";

const FIELDS = ["score", "clean", "drop", "flips", "retention"] as const;

/** Plain means over the perturbations that have a drop; null when none has. */
export function meanOverPerturbations(perturbations: readonly Perturbed[]): MeanOverPerturbations | null {
  const own = means(perturbations);
  if (own === null) return null;
  const teacher = means(perturbations.flatMap((p) => (p.drop === null ? [] : (p.teacher ?? []))));
  const differences = perturbations.flatMap((p) => p.difference_in_differences?.value ?? []);
  return { ...own, teacher, difference_in_differences: mean(differences) };
}

function means(entries: readonly Stressed[]) {
  const measured = entries.filter(({ drop }) => drop !== null);
  if (measured.length === 0) return null;
  const of = (field: (typeof FIELDS)[number]) => mean(measured.flatMap((entry) => entry[field] ?? []));
  return {
    perturbations: measured.length,
    ...(Object.fromEntries(FIELDS.map((field) => [field, of(field)])) as Pick<Stressed, (typeof FIELDS)[number]>),
  };
}

const mean = (values: readonly number[]) =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;

type Untested = { difference_in_differences: Omit<DifferenceInDifferences, "p_holm"> | null };

/** Adjusts the p of the differences in differences of one family by Holm's method. */
export function withHolm<T extends Untested>(
  entries: readonly T[],
): (T & { difference_in_differences: DifferenceInDifferences | null })[] {
  const adjusted = adjustFamily(entries, ({ difference_in_differences }) => difference_in_differences?.p_value);
  return entries.map((entry, i) => ({
    ...entry,
    difference_in_differences: entry.difference_in_differences && {
      ...entry.difference_in_differences,
      p_holm: adjusted[i]!,
    },
  }));
}
