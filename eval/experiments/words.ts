import type { Interval } from "../statistics/wilson.ts";
import type { Verdict } from "./verdict.ts";

interface Finding {
  verdict: Verdict;
  n: number;
  margin: number;
  candidate: string;
  control: string;
  found: { value: number; ci95: Interval } | null;
}

/** A verdict as one sentence. */
export function wordsOf({ verdict, n, margin, candidate, control, found }: Finding): string {
  if (found === null) return `No judged unit tells of ${candidate} against ${control} yet.`;
  const [low, high] = found.ci95.map(points);
  const seen = `${points(found.value)} points after ${n.toLocaleString("en-GB")} ${n === 1 ? "unit" : "units"}, between ${low} and ${high}`;
  // 0.07 is 7 points, not 7.000000000000001.
  const most = `${Number((100 * margin).toFixed(6))} ${margin === 0.01 ? "point" : "points"}`;
  switch (verdict) {
    case "better":
      return `${candidate} is more accurate than ${control}: ${seen}.`;
    case "good-enough":
      return `${candidate} is good enough: it loses less than ${most} to ${control} (${seen}).`;
    case "worse":
      return `${candidate} is not good enough: it loses more than ${most} to ${control} (${seen}).`;
    case "not-yet":
      return `Not decided yet: ${candidate} against ${control} is ${seen}.`;
  }
}

const points = (difference: number) => `${difference > 0 ? "+" : ""}${(100 * difference).toFixed(1)}`;
