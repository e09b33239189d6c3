import type { Looks } from "../../eval/reports/looks.ts";

/** Beside figures of a sealed part, for who reads them: how often such were shown. Nothing of other suites. */
export function looksNotes(suite: string, looks: Looks | undefined): string[] {
  if (looks === undefined) return [];
  const { figures, keys, times } = looks;
  const asked = `${counted(figures, "figure")} by ${counted(keys, "key")}, ${counted(times, "time")} in all`;
  const caution = figures > 1 ? ": intervals and p hold for one of them, not for the best" : "";
  return [`${suite} is sealed, and has been asked for ${asked}${caution}`];
}

const counted = (n: number, what: string) => `${n} ${what}${n === 1 ? "" : "s"}`;
