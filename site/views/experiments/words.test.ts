import { expect, test } from "vitest";
import type { Difference, Verdict } from "../../../eval/reports/experiment.ts";
import { adviceOf, checkWords, earlierOf } from "./words.ts";

const setting = {
  margin: 0.02,
  status: "running",
  mode: "split",
  variants: [
    { name: "large", weight: 0.5 },
    { name: "small", weight: 0.5 },
  ],
} as const;

const found = (verdict: Verdict, ci95: [number, number] | null, more: Partial<Difference> = {}): Difference => ({
  ...{ variant: "small", against: "large", n: ci95 === null ? 0 : 1200, value: ci95 && (ci95[0] + ci95[1]) / 2, ci95 },
  ...{ verdict, decided: false, decided_at: null, words: "", history: [] },
  ...more,
});

test.each<[Verdict, [number, number], string, string]>([
  ["better", [0.012, 0.05], "small is better by at least 1.2 points.", "good"],
  ["good-enough", [-0.014, 0.02], "small is good enough: at most 1.4 points worse, margin 2 points.", "good"],
  ["worse", [-0.09, -0.03], "small is worse by at least 3 points, more than the margin of 2 points: stop.", "bad"],
  ["not-yet", [-0.081, 0.04], "Keep collecting: the difference lies between −8.1 and +4.0 points.", "open"],
])("%s is said with its size", (verdict, ci95, headline, tone) => {
  const advice = adviceOf(found(verdict, ci95), setting);
  expect(advice).toMatchObject({ headline, tone });
  expect(advice.todo).toContain("1,200 judged units");
});

test("a difference that is stopped undecided is not to be collected on", () => {
  const { headline, todo } = adviceOf(found("not-yet", [-0.1, 0.1]), { ...setting, status: "stopped" });
  expect(headline).toBe("Stopped undecided: the difference lies between −10.0 and +10.0 points.");
  expect(todo).not.toMatch(/half as wide/);
});

test("a difference below 0, not below the margin, is told to be a loss", () => {
  const { headline, todo } = adviceOf(found("not-yet", [-0.08, -0.003]), setting);
  expect(headline).toBe("Keep collecting: the difference lies between −8.0 and −0.3 points.");
  expect(todo).toContain("It is less accurate; by how much is open.");
});

test("without a judged unit it says what is missing: feedback, or a share of the traffic", () => {
  expect(adviceOf(found("not-yet", null), setting).headline).toBe("Nothing of small and large is judged yet.");
  const variants = [
    { name: "large", weight: 1 },
    { name: "small", weight: 0 },
  ];
  expect(adviceOf(found("not-yet", null), { ...setting, variants }).todo).toMatch(/^small gets no units/);
  // In shadow mode only the first has a weight, and all are asked.
  expect(adviceOf(found("not-yet", null), { ...setting, variants, mode: "shadow" }).todo).toMatch(/^Send requests/);
});

test("an earlier verdict is told where it is another", () => {
  const first = { n: 800, verdict: "good-enough" } as const;
  expect(earlierOf(found("better", [0.01, 0.02], { decided_at: first }))).toBe(
    "The first verdict was “good enough”, after 800 judged units.",
  );
  expect(earlierOf(found("not-yet", [-0.1, 0.1], { decided_at: first }))).toMatch(/has moved since/);
  expect(earlierOf(found("good-enough", [-0.01, 0.1], { decided_at: first }))).toBeNull();
  expect(earlierOf(found("not-yet", [-0.1, 0.1]))).toBeNull();
});

test("checks that fail say what may be wrong", () => {
  const words = checkWords({ assignment: { p_value: 1, ok: true }, feedback: { p_value: 1e-9, ok: false } });
  expect(words.map(({ ok }) => ok)).toEqual([true, false]);
  expect(words[0]!.words).toContain("p = 1.0");
  expect(words[1]!.words).toContain("p < 0.0001");
});
