import { expect, test } from "vitest";
import type { RobustnessReport } from "../../../eval/reports/robustness-report.ts";
import { pNumber } from "../../format.ts";
import { lossInWords, sumOfPerturbations } from "./stress-words.ts";
import { duration, howMuchSmaller, inWords, whatItDoes, whatItKeeps } from "./words.ts";

test.each([
  ["text-classification", ["negative", "positive"], "It sorts texts into negative and positive."],
  ["text-classification", [..."abcdefgh"], "It sorts texts into 8 classes."],
  [
    "multi-label-classification",
    ["anger", "joy"],
    "It says which of anger and joy hold of a text, any of them or none.",
  ],
  ["text-regression", ["score"], "It gives a text, or a pair of texts, a score."],
  ["token-classification", ["B-LOC", "I-LOC", "B-PER", "O"], "It marks names in texts: LOC and PER."],
  ["question-answering", ["start", "end"], "It finds the piece of a text that answers a question."],
] as const)("%s into %j: %s", (task, labels, words) => {
  expect(whatItDoes({ task, labels: [...labels] })).toBe(words);
});

test("sizes are told beside the teacher's", () => {
  const words = howMuchSmaller(
    { parameters: 1_160_378, bytes: 1_355_620 },
    { parameters: 22_566_146, bytes: 22_883_768 },
  );
  expect(words).toBe(
    "16.9 times smaller than its teacher: 1.4 MB in place of 23 MB, 1.2 M parameters in place of 22.6 M.",
  );
});

const kept = { a: 0.87, b: 0.9, difference: -0.03, ci95: [-0.05, -0.01] as [number, number] };

test("what is kept has the interval of its difference; where less is better nothing is kept", () => {
  expect(whatItKeeps({ ...kept, metric: "accuracy" }, "glue/sst2")).toBe(
    "It keeps 96.7 % of its teacher’s accuracy on glue/sst2: 0.870 against 0.900, a difference of −3.0 points (95 % interval −5.0 to −1.0).",
  );
  expect(whatItKeeps({ ...kept, metric: "failure_rate" }, "checklist/qqp")).toMatch(
    /^Failure rate on checklist\/qqp: 0\.870/,
  );
  expect(whatItKeeps({ ...kept, a: null, metric: "pearson" }, "glue/stsb")).toBe(
    "Pearson correlation on glue/stsb is undefined for one of the two.",
  );
});

test("what can't be told apart is not called equal", () => {
  expect(inWords("open", 1500)).toBe("So 1,500 rows can’t tell the two apart, which does not make them equal.");
});

test.each([
  [59, "59 seconds"],
  [1681, "28 minutes"],
  [9199, "2.6 hours"],
])("%i seconds are %s", (seconds, words) => {
  expect(duration(seconds)).toBe(words);
});

type Perturbed = RobustnessReport["perturbations"][number];
const difference = (value: number, p_holm: number) =>
  ({ rows: 10, value, ci95: null, test: "sign-flip", p_value: p_holm, p_holm }) as const;
const perturbed = (name: string, value: number, p_holm: number) =>
  ({ name, difference_in_differences: difference(value, p_holm) }) as Perturbed;

test("a model loses more than its teacher only where Holm's p says so", () => {
  expect(lossInWords(difference(0.02, 0.04))).toBe("loses more");
  expect(lossInWords(difference(-0.02, 0.04))).toBe("loses less");
  expect(lossInWords(difference(0.02, 0.05))).toBe("not told apart");
  expect(lossInWords(null)).toBe("not compared");
  expect([pNumber(0.0004), pNumber(0.0421), pNumber(null)]).toEqual(["< 0.001", "0.042", "–"]);
});

test("perturbations are summed up by how many of them cost more", () => {
  const [more, same] = [perturbed("Case", 0.1, 0.01), perturbed("Homoglyphs", 0.01, 0.5)];
  expect(sumOfPerturbations([more, same])).toBe("It measurably loses more than its teacher on 1 of 2: Case.");
  expect(sumOfPerturbations([same])).toBe("On none of 1 it measurably loses more than its teacher does.");
  const alone = { ...same, difference_in_differences: null };
  expect(sumOfPerturbations([alone])).toBe("Its teacher has not been run on changed texts.");
});
