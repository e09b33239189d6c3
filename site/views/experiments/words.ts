/** What an experiment says, for those who have to decide. */
import type { Difference, ExperimentReport, Verdict } from "../../../eval/reports/experiment.ts";
import { points, signedPoints } from "../../format.ts";

export const VERDICT_WORDS: Record<Verdict, string> = {
  better: "better",
  "good-enough": "good enough",
  worse: "worse",
  "not-yet": "not decided yet",
};

export const VERDICT_TONES: Record<Verdict, "good" | "bad" | "open"> = {
  better: "good",
  "good-enough": "good",
  worse: "bad",
  "not-yet": "open",
};

export interface Advice {
  headline: string;
  /** What follows from it. */
  todo: string;
  tone: "good" | "bad" | "open";
}

type Setting = Pick<ExperimentReport, "margin" | "status" | "mode"> & {
  variants: readonly { name: string; weight: number }[];
};

/** What is known of a candidate, and what to do. */
export function adviceOf(difference: Difference, setting: Setting): Advice {
  const { variant, against, verdict, ci95, n } = difference;
  if (ci95 === null) return nothingYet(difference, setting);
  const { margin, status } = setting;
  const [low, high] = ci95;
  const range = `between ${signedPoints(low)} and ${signedPoints(high)} points`;
  const tone = VERDICT_TONES[verdict];
  const units = `${n.toLocaleString("en")} judged ${n === 1 ? "unit" : "units"}`;
  switch (verdict) {
    case "better":
      return {
        headline: `${variant} is better by at least ${points(low)}.`,
        todo: `After ${units} the difference to ${against} lies ${range}. It can take over: raise its weight or put it in place.`,
        tone,
      };
    case "good-enough":
      return {
        headline: `${variant} is good enough: at most ${points(Math.max(0, -low))} worse, margin ${points(margin)}.`,
        todo: `After ${units} the difference to ${against} lies ${range}. It can take over where it is smaller or faster; whether it is better or worse within the margin, more units would tell.`,
        tone,
      };
    case "worse":
      return {
        headline: `${variant} is worse by at least ${points(-high)}, more than the margin of ${points(margin)}: stop.`,
        todo: `After ${units} the difference to ${against} lies ${range}. Give ${variant} no more units.`,
        tone,
      };
    case "not-yet":
      return {
        headline:
          status === "stopped"
            ? `Stopped undecided: the difference lies ${range}.`
            : `Keep collecting: the difference lies ${range}.`,
        todo: `That is after ${units}. ${high < 0 ? "It is less accurate; by how much is open. " : ""}${variant} is good enough once all of it lies above −${points(margin)}, better above 0, worse below −${points(margin)}. ${
          status === "stopped"
            ? "Feedback for what was answered still counts."
            : "About four times as many units make it half as wide."
        }`,
        tone,
      };
  }
}

function nothingYet({ variant, against }: Difference, { mode, status, variants }: Setting): Advice {
  const pair = variants.filter(({ name }) => name === variant || name === against);
  const without = mode === "split" ? pair.find(({ weight }) => weight === 0) : undefined;
  if (status === "stopped") {
    return {
      headline: "Stopped before anything was judged.",
      todo: "Feedback for what was answered still counts.",
      tone: "open",
    };
  }
  if (without !== undefined) {
    const todo = `${without.name} gets no units, and units that could have come to one variant alone tell nothing of the difference. Change the weights.`;
    return { headline: "Nothing can be compared yet.", todo, tone: "open" };
  }
  const todo =
    "Send requests to it with the unit that asks, then say whether the answer was right: how to do so stands below.";
  return { headline: `Nothing of ${variant} and ${against} is judged yet.`, todo, tone: "open" };
}

/** The same where a check fails: what the figures say is not what is so. */
export const distrust = ({ headline }: Advice): Advice => ({
  headline: "Don't act on this: a check fails.",
  todo: `Figures that may be wrong say: “${headline}”`,
  tone: "bad",
});

/** What was found first, where that is not what is found now; null else. */
export function earlierOf({ decided_at: first, verdict }: Difference): string | null {
  if (first === null || first.verdict === verdict) return null;
  const at = `The first verdict was “${VERDICT_WORDS[first.verdict]}”, after ${first.n.toLocaleString("en")} judged units.`;
  return verdict === "not-yet" ? `${at} The difference has moved since: is the traffic another one now?` : at;
}

/** A probability as it is read: `p = 0.43`, `p < 0.0001`. */
const shownP = (p: number): string => (p < 1e-4 ? "p < 0.0001" : `p = ${p.toPrecision(2)}`);

/** What the two checks say; what is wrong comes with what it may come from. */
export function checkWords({ assignment, feedback }: ExperimentReport["checks"]) {
  return [
    {
      id: "assignment",
      ok: assignment.ok,
      words: assignment.ok
        ? `Units come to the variants as their weights say (${shownP(assignment.p_value)}).`
        : `Units do not come to the variants as their weights say (${shownP(assignment.p_value)}). Requests of one variant get lost or are made again: look for errors and time-outs of one of them.`,
    },
    {
      id: "feedback",
      ok: feedback.ok,
      words: feedback.ok
        ? `Feedback comes for the variants as their weights say (${shownP(feedback.p_value)}).`
        : `Feedback comes for one variant more than its weight says (${shownP(feedback.p_value)}). If people judge one variant's answers more often, or only when they are wrong, accuracies can't be compared.`,
    },
  ];
}
