/** What experiments refuse, each in one sentence. */
import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test } from "vitest";
import { newAssignmentId } from "../../experiments/assignment-id.ts";
import { ask, expectJson } from "../../test/api.ts";
import { publish } from "../../test/artefacts.ts";
import { begin, inferAs, judge, SPLIT } from "../../test/experiments.ts";

beforeEach(() => publish("teacher", "student"));

const variants = (...weights: (number | undefined)[]) => [
  { model: "tiny-teacher", weight: weights[0] },
  { model: "tiny-student", weight: weights[1] },
];
const second = (more: object) => ({ variants: [SPLIT.variants[0], { ...SPLIT.variants[1], ...more }] });

test.each<[string, object, number, string]>([
  ["weights below 1", { variants: variants(0.5, 0.4) }, 422, "variants: the weights must sum to 1; they sum to 0.9"],
  ["weights above 1", { variants: variants(0.5, 0.6) }, 422, "variants: the weights must sum to 1; they sum to 1.1"],
  [
    "weights that are nearly 1",
    { variants: variants(0.5, 0.500000002) },
    422,
    "variants: the weights must sum to 1; they sum to 1.000000002",
  ],
  ["a negative weight", { variants: variants(1.5, -0.5) }, 422, "variants.1.weight: must be at least 0"],
  ["a weight that is missing", { variants: variants(1, undefined) }, 422, "variants: variants.1 has no weight"],
  [
    "weights in shadow mode",
    { mode: "shadow" },
    422,
    "variants: in shadow mode the first variant answers every unit: leave weights out",
  ],
  [
    "one variant",
    { variants: [{ model: "tiny-teacher", weight: 1 }] },
    422,
    "variants: an experiment has at least 2 variants",
  ],
  ["an unknown model", second({ model: "nope" }), 404, "There is no model nope."],
  [
    "an unknown version",
    second({ model: "tiny-student@0123456789ab" }),
    404,
    "There is no model tiny-student@0123456789ab.",
  ],
  [
    "a variant of another task",
    second({ model: "tiny-tagger" }),
    422,
    "tiny-tagger does token-classification, not text-classification.",
  ],
  [
    "a variant of other labels",
    second({ model: "tiny-topics" }),
    422,
    "tiny-topics answers arts, science, sport; the control tiny-teacher answers negative, positive.",
  ],
  [
    "two variants of one name",
    second({ model: "tiny-teacher" }),
    422,
    "variants.1.name: it is called tiny-teacher as variants.0 is: give it a name of its own",
  ],
  ["a name that is blank", { name: " " }, 422, "name: the name is blank"],
  ["a name with a lone surrogate", { name: "a\ud800" }, 422, "name: the name has a lone surrogate"],
  ["a name of two lines", { name: "a\nb" }, 422, "name: the name has a control character"],
  [
    "a name that is no key",
    second({ model: "tiny-student", name: "__proto__" }),
    422,
    "variants.1.name: the name is reserved",
  ],
  ["a model of two lines", second({ model: "a\nb" }), 404, "There is no model a\ufffdb."],
  ["no margin", { margin: 0 }, 422, "margin: must be more than 0"],
  ["feedback for ever", { feedback_days: 91 }, 422, "feedback_days: must be at most 90"],
  ["an unknown key", { weight: 1 }, 422, "body: has the unknown key weight"],
])("a new experiment with %s", async (_, more, status, detail) => {
  await publish("topics", "tagger");
  const { variants, ...rest } = { ...SPLIT, ...more };
  const given = await expectJson(status, ask("/v1/experiments", { body: { ...rest, variants } }));
  expect(given.detail).toBe(detail);
  expect(await env.DB.prepare("SELECT COUNT(*) AS n FROM experiments").first("n")).toBe(0);
});

test("two experiments of one name", async () => {
  await begin();
  const { status, detail } = await expectJson(409, ask("/v1/experiments", { body: SPLIT }));
  expect([status, detail]).toEqual([409, "There is an experiment called teacher or student already."]);
});

test("a classifier with slots tags with taggers, whose tags are as its slots", async () => {
  await publish("tagger", "intents");
  const body = { ...SPLIT, task: "token-classification" };
  const given = {
    body: {
      ...body,
      variants: [
        { model: "tiny-tagger", weight: 1 },
        { model: "tiny-intents", weight: 0 },
      ],
    },
  };
  expect((await expectJson(201, ask("/v1/experiments", given))).labels).toEqual([
    "O",
    "B-PER",
    "I-PER",
    "B-LOC",
    "I-LOC",
  ]);
});

test.each<[string, object, string]>([
  ["several texts", { inputs: ["a", "b"] }, "inputs: an experiment answers one input a request; this one has 2"],
  ["no text", { inputs: [] }, "inputs: inputs is empty"],
  ["a blank text", { inputs: " " }, "inputs: the text is blank"],
  ["a lone surrogate", { inputs: "a\udc00" }, "inputs: the text has a lone surrogate"],
  ["no unit", { unit: undefined }, "unit: is missing"],
  ["a blank unit", { unit: " " }, "unit: the unit is blank"],
  ["an empty unit", { unit: "" }, "unit: the unit is blank"],
  ["a lone surrogate in the unit", { unit: "a\ud800" }, "unit: the unit has a lone surrogate"],
  ["a long unit", { unit: "u".repeat(201) }, "unit: must have at most 200 characters"],
  ["a number as unit", { unit: 17 }, "unit: expected a string"],
  ["a bad parameter", { parameters: { top_k: 0 } }, "parameters.top_k: must be more than 0"],
])("a question with %s", async (_, more, detail) => {
  const { id } = await begin();
  expect((await expectJson(422, inferAs(id, "a", more))).detail).toBe(detail);
  expect(await env.DB.prepare("SELECT COUNT(*) AS n FROM experiment_units").first("n")).toBe(0);
});

test("one text in a list is one text, and nulls are nothing", async () => {
  const { id } = await begin();
  await expectJson(200, inferAs(id, "a".repeat(200), { inputs: ["warm"], parameters: null, options: null }));
});

describe("feedback", () => {
  test.each<[string, object, string]>([
    [
      "a label that the task lacks",
      { label: "neutral" },
      "There is no label neutral here: the labels are negative, positive.",
    ],
    [
      "both label and correct",
      { label: "positive", correct: true },
      "body: feedback is {assignment, label} or {assignment, correct}, and latency_ms with either",
    ],
    ["neither", {}, "body: feedback is {assignment, label} or {assignment, correct}, and latency_ms with either"],
    ["a number as label", { label: 1 }, "label: expected a string"],
    ["a text as correct", { correct: "true" }, "correct: expected true or false"],
    ["a latency that is null", { correct: true, latency_ms: null }, "latency_ms: expected a number"],
    ["a negative latency", { correct: true, latency_ms: -1 }, "latency_ms: must be at least 0"],
  ])("with %s", async (_, more, detail) => {
    const { id } = await begin();
    const { assignment } = await expectJson(200, inferAs(id, "a"));
    expect((await expectJson(422, judge(id, assignment, more))).detail).toBe(detail);
  });

  test("by label on what has none", async () => {
    await publish("tagger", "intents");
    const tagged = [
      { model: "tiny-tagger", weight: 1 },
      { model: "tiny-intents", weight: 0 },
    ];
    const { id } = await begin({ task: "token-classification", variants: tagged });
    const { assignment } = await expectJson(200, inferAs(id, "a"));
    expect((await expectJson(422, judge(id, assignment, { label: "O" }))).detail).toBe(
      "Answers of token-classification are judged by correct: true or false, not by a label.",
    );
    expect((await judge(id, assignment, { correct: true })).status).toBe(204);
  });

  test("on no assignment, or another experiment's", async () => {
    const { id } = await begin();
    const { id: other } = await begin({ name: "another" });
    const { assignment } = await expectJson(200, inferAs(other, "a"));
    for (const unknown of [assignment, newAssignmentId(), "nope"]) {
      const { detail } = await expectJson(404, judge(id, unknown, { correct: true }));
      expect(detail).toBe(`There is no assignment ${unknown}.`);
    }
    expect((await expectJson(404, judge("exp-none", assignment, { correct: true }))).detail).toBe(
      "There is no experiment exp-none.",
    );
  });

  test("on an answer that is too old, whether it is still there or not", async () => {
    const { id } = await begin({ feedback_days: 1 });
    const { assignment } = await expectJson(200, inferAs(id, "a"));
    await env.DB.prepare("UPDATE experiment_answers SET answered_at = '2026-01-01T00:00:00.000Z'").run();
    const deleted = newAssignmentId(new Date(Date.now() - 2 * 86_400_000));
    for (const old of [assignment, deleted]) {
      const { type, detail } = await expectJson(410, judge(id, old, { correct: true }));
      expect(type).toBe("assignment-expired");
      expect(detail).toBe(`The assignment ${old} is older than 1 day, after which this experiment takes no feedback.`);
    }
  });

  test("needs a key with the scope evaluate", async () => {
    const { id } = await begin();
    expect((await ask(`/v1/experiments/${id}/feedback`, { key: null, body: {} })).status).toBe(401);
  });
});

test.each<[string, object, string]>([
  [
    "weights without one",
    { weights: { "tiny-teacher": 1 } },
    "weights: the weight of tiny-student is missing; all are given at once",
  ],
  [
    "weights of nobody",
    { weights: { "tiny-teacher": 1, nope: 0 } },
    "weights: teacher or student has no variant nope; it has tiny-teacher, tiny-student",
  ],
  [
    "weights below 1",
    { weights: { "tiny-teacher": 0.5, "tiny-student": 0 } },
    "weights: the weights must sum to 1; they sum to 0.5",
  ],
  ["a start", { status: "running" }, "status: must be stopped"],
  ["nothing", {}, 'body: a change is {weights: {name: weight, …}} or {status: "stopped"}'],
])("a change to %s", async (_, body, detail) => {
  const { id } = await begin();
  expect((await expectJson(422, ask(`/v1/experiments/${id}`, { method: "PATCH", body }))).detail).toBe(detail);
});

test("weights in shadow mode are not to be changed", async () => {
  const { id } = await begin({ mode: "shadow", variants: variants(undefined, undefined) });
  const body = { weights: { "tiny-teacher": 0, "tiny-student": 1 } };
  expect((await expectJson(409, ask(`/v1/experiments/${id}`, { method: "PATCH", body }))).type).toBe(
    "experiment-shadow",
  );
});

test.each(["GET", "PATCH", "DELETE"])("%s of no experiment", async (method) => {
  const body = method === "PATCH" ? { status: "stopped" } : undefined;
  const { detail } = await expectJson(404, ask("/v1/experiments/exp-none", { method, ...(body && { body }) }));
  expect(detail).toBe("There is no experiment exp-none.");
});
