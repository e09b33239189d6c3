/** `GET /v1/models/{id}/calibration`, and what `parameters.calibrated` and `min_score` make of answers. */
import { beforeEach, describe, expect, test } from "vitest";
import { softmax } from "../../eval/answers/softmax.ts";
import { ask, expectJson } from "../test/api.ts";
import { publish } from "../test/artefacts.ts";
import { begin, inferAs } from "../test/experiments.ts";
import { get, post } from "../test/requests.ts";

/** On its card. */
const TEMPERATURE = 0.125;

beforeEach(() => publish("topics"));

type Scores = { label: string; score: number }[];
const inputs = ["a warm, funny film", "dull and slow", { text: "the plot", text_pair: "was awful" }];
const scores = async (parameters: object): Promise<(Scores | null)[]> =>
  expectJson(200, ask("/models/tiny-topics", { body: { inputs, parameters } }));
const logitsOf = async () => (await scores({ function_to_apply: "none" })) as Scores[];

describe("the route", () => {
  test("has what the card has, with its version and a tag", async () => {
    const response = await get("/v1/models/tiny-topics/calibration");
    expect(response.status).toBe(200);
    const { calibration } = await expectJson(200, get("/v1/models/tiny-topics"));
    expect(await response.json()).toEqual(calibration);
    expect(calibration).toMatchObject({ temperature: TEMPERATURE, rows: 200, selective: expect.any(Array) });
    expect(response.headers.get("x-retort-model")).toMatch(/^tiny-topics@[0-9a-f]{12}$/);
    expect(response.headers.get("etag")).toMatch(/^"/);
  });

  test("says why a model has none", async () => {
    await publish("teacher", "reader", "moods");
    for (const [id, type, detail] of [
      [
        "tiny-teacher",
        "calibration-missing",
        "tiny-teacher has no calibration on its card: it is fitted on dev where a model is exported, and was not here.",
      ],
      [
        "tiny-reader",
        "calibration-missing",
        "tiny-reader does question-answering, and only models that classify texts are calibrated.",
      ],
      [
        "tiny-moods",
        "calibration-missing",
        "tiny-moods does multi-label-classification, and only models that classify texts are calibrated.",
      ],
      ["nope", "model-missing", "There is no model nope."],
    ])
      expect(await expectJson(404, get(`/v1/models/${id}/calibration`))).toMatchObject({ type, detail });
  });
});

describe("calibrated", () => {
  test("divides the logits by the temperature; false, null and nothing leave them", async () => {
    const expected = (temperature: number, logits: Scores[]) =>
      logits.map((row) => {
        const values = softmax(row.map(({ score }) => score / temperature));
        return row.map(({ label }, i) => ({ label, score: expect.closeTo(values[i]!, 12) }));
      });
    const logits = await logitsOf();
    expect(await scores({ calibrated: true })).toEqual(expected(TEMPERATURE, logits));
    expect(await scores({ calibrated: true, function_to_apply: "softmax", top_k: 1 })).toEqual(
      expected(TEMPERATURE, logits).map((row) => row.slice(0, 1)),
    );
    for (const calibrated of [false, null]) expect(await scores({ calibrated })).toEqual(expected(1, logits));
  });

  test("is refused where it makes no sense, in one sentence", async () => {
    await publish("teacher", "moods", "scorer", "tagger");
    for (const [id, parameters, detail] of [
      ["tiny-teacher", { calibrated: true }, "calibrated: tiny-teacher has no calibration on its card"],
      ["tiny-topics", { calibrated: "yes" }, "calibrated: expected true or false"],
      [
        "tiny-topics",
        { calibrated: true, function_to_apply: "none" },
        "calibrated: a temperature is of softmax, and function_to_apply asks for none",
      ],
      [
        "tiny-topics",
        { calibrated: true, function_to_apply: "sigmoid" },
        "calibrated: a temperature is of softmax, and function_to_apply asks for sigmoid",
      ],
      [
        "tiny-moods",
        { calibrated: true },
        "calibrated: a temperature is of scores that are 1 together; each of several labels has a threshold of its own",
      ],
      [
        "tiny-scorer",
        { calibrated: true },
        "calibrated: a temperature is of probabilities, and a regression's score is none",
      ],
      [
        "tiny-tagger",
        { calibrated: true },
        "calibrated: tags have no temperature, which is of models that classify texts",
      ],
    ] as const) {
      const problem = await expectJson(422, post(`/models/${id}`, { inputs: "fine", parameters }));
      expect(problem).toMatchObject({ type: "invalid-request", detail: `parameters.${detail}` });
    }
  });
});

describe("min_score", () => {
  test("answers null for an input whose best score is below it, of calibrated scores where those are asked for", async () => {
    for (const calibrated of [false, true]) {
      const all = (await scores({ calibrated })) as Scores[];
      const best = all.map(([first]) => first!.score);
      for (const min_score of [0, ...best, 1])
        expect(await scores({ calibrated, min_score })).toEqual(
          all.map((row, i) => (best[i]! >= min_score ? row : null)),
        );
      expect(await scores({ calibrated, min_score: null })).toEqual(all);
    }
    expect(await scores({ min_score: 1 })).toEqual([null, null, null]);
    const one = await expectJson(
      200,
      ask("/models/tiny-topics", { body: { inputs: "fine", parameters: { min_score: 1 } } }),
    );
    expect(one).toEqual([null]);
  });

  test("answers null for a question, too, one or several, whatever top_k", async () => {
    await publish("reader");
    const inputs = { question: "Was the film good?", context: "The film was good." };
    const answer = (inputs: unknown, parameters: object) =>
      expectJson(200, ask("/models/tiny-reader", { body: { inputs, parameters } }));
    const { score } = await answer(inputs, {});
    expect(await answer(inputs, { min_score: score })).toMatchObject({ score });
    for (const top_k of [1, 3]) {
      expect(await answer(inputs, { min_score: 1, top_k })).toBeNull();
      expect(await answer([inputs, inputs], { min_score: 1, top_k })).toEqual([null, null]);
    }
    const several = await answer(inputs, { top_k: 3 });
    expect(await answer(inputs, { top_k: 3, min_score: several[0].score })).toEqual(several);
  });

  test("leaves out entities whose own score is below it", async () => {
    await publish("tagger");
    const entities = async (parameters: object): Promise<{ score: number }[]> =>
      expectJson(200, ask("/models/tiny-tagger", { body: { inputs: "We loved the charming film!", parameters } }));
    for (const aggregation_strategy of ["none", "simple"]) {
      const all = await entities({ aggregation_strategy });
      const half = all.map(({ score }) => score).sort((a, b) => a - b)[all.length >> 1]!;
      expect(await entities({ aggregation_strategy, min_score: half })).toEqual(
        all.filter(({ score }) => score >= half),
      );
      expect(await entities({ aggregation_strategy, min_score: 1 })).toEqual([]);
    }
  });

  test("is refused where it makes no sense, in one sentence", async () => {
    await publish("moods", "scorer", "tagger", "reader");
    for (const [id, min_score, message] of [
      ["tiny-topics", 1.5, "must be at most 1"],
      ["tiny-topics", -1, "must be at least 0"],
      ["tiny-topics", "a", "expected a number"],
      ["tiny-reader", 1.5, "must be at most 1"],
      ["tiny-tagger", -0.1, "must be at least 0"],
      ["tiny-scorer", 0.5, "a regression's score is no probability, so that none is too low for an answer"],
      [
        "tiny-moods",
        0.5,
        "of several labels a text each holds by itself or not: threshold leaves out those that do not",
      ],
    ] as const) {
      const inputs = id === "tiny-reader" ? { question: "Was it?", context: "It was." } : "fine";
      const problem = await expectJson(422, post(`/models/${id}`, { inputs, parameters: { min_score } }));
      expect(problem).toMatchObject({ type: "invalid-request", detail: `parameters.min_score: ${message}` });
    }
  });

  test("is refused where scores are logits", async () => {
    const parameters = { min_score: 0.5, function_to_apply: "none" };
    expect(await expectJson(422, post("/models/tiny-topics", { inputs: "fine", parameters }))).toMatchObject({
      detail: "parameters.min_score: it is held against probabilities, and function_to_apply asks for none",
    });
  });

  test("is refused by experiments, whose answers are judged", async () => {
    await publish("teacher", "student");
    const { id } = await begin();
    const problem = await expectJson(422, inferAs(id, "user-17", { parameters: { min_score: 0.5 } }));
    expect(problem.detail).toMatch(/^parameters\.min_score: an experiment judges answers/);
  });
});
