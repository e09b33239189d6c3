import { expect, test } from "vitest";
import type { ModelSummary } from "../../api/models.ts";
import {
  bodyOf,
  type Draft,
  equal,
  fitting,
  flawsOf,
  newDraft,
  weightsFlaw,
  withOneMore,
  withoutOne,
} from "./draft.ts";

const model = (id: string, labels: string[], more: Partial<ModelSummary> = {}) =>
  ({ id, task: "text-classification", labels, ...more }) as ModelSummary;

const MODELS = [
  model("large", ["negative", "positive"]),
  model("small", ["positive", "negative"]),
  model("intents", ["play", "stop"], { slots: ["O", "B-title"] }),
  model("names", ["O", "B-title"], { task: "token-classification" }),
];

const filled = (change: Partial<Draft> = {}): Draft => ({
  ...newDraft(["large", "small"], MODELS),
  name: "small or large",
  ...change,
});

test("a draft begins with the models of a link and their task, unknown ones left out", () => {
  const { task, variants } = newDraft(["none", "names"], MODELS);
  expect(task).toBe("token-classification");
  expect(variants).toMatchObject([
    { model: "names", percent: "50" },
    { model: "", percent: "50" },
  ]);
});

test("what fits a control has its task and its labels, in whatever order", () => {
  expect(fitting(MODELS, "text-classification", "large").map(({ id }) => id)).toEqual(["large", "small"]);
  expect(fitting(MODELS, "text-classification", "").map(({ id }) => id)).toEqual(["large", "small", "intents"]);
  expect(fitting(MODELS, "token-classification", "names").map(({ id }) => id)).toEqual(["intents", "names"]);
});

test("what is filled in is sent as the interface has it", () => {
  expect(flawsOf(filled())).toEqual([]);
  expect(bodyOf(filled())).toEqual({
    ...{ name: "small or large", task: "text-classification", mode: "split", margin: 0.02, feedback_days: 30 },
    variants: [
      { model: "large", weight: 0.5 },
      { model: "small", weight: 0.5 },
    ],
  });
  const [first, second] = filled().variants;
  const twice = [
    first!,
    { ...second!, model: "large", version: " 0123456789ab", runtime: "ort", name: "on ort " },
  ] as const;
  expect(bodyOf(filled({ mode: "shadow", margin: "0.7", variants: twice }))).toMatchObject({
    margin: 0.007,
    variants: [{ model: "large" }, { model: "large@0123456789ab", runtime: "ort", name: "on ort" }],
  });
});

test("each flaw is one sentence", () => {
  const [first, second] = filled().variants;
  expect(flawsOf(filled({ name: " " }))).toEqual(["The experiment needs a name."]);
  expect(flawsOf(filled({ variants: [first!, { ...second!, model: "" }] }))).toEqual([
    "Choose a model for candidate 1.",
  ]);
  expect(flawsOf(filled({ variants: [first!, first!] }))).toEqual([
    "Two variants are called large: give one a name of its own.",
  ]);
  expect(flawsOf(filled({ margin: "0" }))).toHaveLength(1);
  expect(flawsOf(filled({ margin: "two" }))).toHaveLength(1);
  for (const feedbackDays of ["0", "91", "1.5", ""]) expect(flawsOf(filled({ feedbackDays }))).toHaveLength(1);
});

test("weights that were equal stay so when variants come and go; others stay as they are", () => {
  const three = withOneMore(filled().variants);
  expect(three.map(({ percent }) => percent)).toEqual(["33.34", "33.33", "33.33"]);
  expect(withoutOne(three, 0).map(({ percent }) => percent)).toEqual(["50", "50"]);
  const uneven = filled().variants.map((variant, i) => ({ ...variant, percent: i === 0 ? "90" : "10" }));
  expect(withOneMore(uneven).map(({ percent }) => percent)).toEqual(["90", "10", "0"]);
  expect(new Set(withOneMore(withoutOne(three, 1)).map(({ key }) => key)).size).toBe(3);
});

test("a sum of weights that is not 100 is told, except in shadow mode, and can be made equal", () => {
  const variants = filled().variants.map((variant) => ({ ...variant, percent: "60" }));
  expect(weightsFlaw(filled({ variants }))).toBe("The weights sum to 120 %, not to 100 %.");
  expect(weightsFlaw(filled({ variants, mode: "shadow" }))).toBeNull();
  expect(weightsFlaw(filled({ variants: equal(variants) }))).toBeNull();
});
