/** `POST /models/{id}` for models that do something else than to classify texts, or that besides. */
import { beforeEach, describe, expect, test } from "vitest";
import several from "../../test/golden/multi-label-pipeline.json";
import golden from "../../test/golden/pipelines.json";
import { expectJson } from "../test/api.ts";
import { publish } from "../test/artefacts.ts";
import { get, post } from "../test/requests.ts";

beforeEach(() => publish("teacher", "moods", "tagger", "intents", "reader", "scorer"));

// biome-ignore lint/suspicious/noExplicitAny: the shapes are what is tested
const answerOf = async (id: string, body: object): Promise<any> => {
  const response = await post(`/models/${id}`, body);
  const text = await response.text();
  if (response.status !== 200) throw new Error(`${response.status}: ${text}`);
  return JSON.parse(text);
};
const close = (value: number) => expect.closeTo(value, 5);

describe("text-regression", () => {
  test("always one array of one number an input", async () => {
    const [{ text, score }] = golden.scoring as [{ text: string; score: number }];
    const expected = [{ label: "score", score: close(score) }];
    expect(await answerOf("tiny-scorer", { inputs: text })).toEqual([expected]);
    expect(await answerOf("tiny-scorer", { inputs: [{ text }, text], parameters: {} })).toEqual([expected, expected]);
  });

  test("a text over the model's length is cut, and the header says so", async () => {
    const response = await post("/models/tiny-scorer", { inputs: ["film ".repeat(60), "film"] });
    expect(response.headers.get("x-retort-truncated")).toBe("1");
    expect(response.headers.get("x-retort-model")).toMatch(/^tiny-scorer@[0-9a-f]{12}$/);
    expect(response.headers.get("x-retort-runtime")).toBe("engine");
  });
});

describe("multi-label-classification", () => {
  type Scores = { label: string; score: number }[];
  const inputs = several.answers.filter(({ parameters }) => parameters.top_k === 1).map((each) => each.inputs);
  const ask = (parameters: object): Promise<Scores[]> => answerOf("tiny-moods", { inputs, parameters });

  test("answers as transformers' pipeline does, whatever is applied to the logits", async () => {
    for (const { inputs, parameters, answer } of several.answers) {
      const expected = answer.map(({ label, score }) => ({ label, score: close(score) }));
      expect(await answerOf("tiny-moods", { inputs, parameters })).toEqual([expected]);
    }
    expect(await answerOf("tiny-moods", { inputs })).toEqual(await ask({ function_to_apply: "sigmoid", top_k: 3 }));
  });

  test("a threshold leaves the labels that hold: one for all, or the card's own", async () => {
    const all = await ask({});
    const half = await ask({ threshold: 0.5 });
    expect(half).toEqual(all.map((scores) => scores.filter(({ score }) => score >= 0.5)));
    const own: Record<string, number> = { anger: 0.45, joy: 0.65, surprise: 0.4 };
    const card = await ask({ threshold: "card" });
    expect(card).toEqual(all.map((scores) => scores.filter(({ label, score }) => score >= own[label]!)));
    expect(card).not.toEqual(half);
    expect(await ask({ threshold: "card", top_k: 1 })).toEqual(card.map((scores) => scores.slice(0, 1)));
    expect(await ask({ threshold: 1 })).toEqual(inputs.map(() => []));
    expect(await ask({ threshold: 0 })).toEqual(all);
    expect(await ask({ threshold: null })).toEqual(all);
    const { thresholds } = await expectJson(200, get("/v1/models/tiny-moods"));
    expect(thresholds).toEqual(Object.values(own));
  });

  test("a model without thresholds has 0.5 on its card, so to say", async () => {
    await publish("moods8");
    const asked = (threshold: unknown) => answerOf("tiny-moods8", { inputs, parameters: { threshold } });
    expect(await asked("card")).toEqual(await asked(0.5));
  });

  test("models of several labels are compared by the labels that hold", async () => {
    await publish("moods8");
    const models = ["tiny-moods", "tiny-moods8"];
    const { results, agreement } = await expectJson(200, post("/v1/compare", { models, inputs }));
    const held = await ask({ threshold: "card" });
    const all = await ask({});
    const names = (scores: Scores) => scores.map(({ label }) => label).sort();
    for (const [i, { outputs }] of results.entries()) {
      const [first] = outputs as [{ labels: string[]; label: string; score: number; logits: number[] }];
      expect(first).toMatchObject({ model: "tiny-moods", ...all[i]![0]!, labels: names(held[i]!) });
      expect(first.logits).toHaveLength(3);
    }
    const same = results.filter(
      ({ outputs: [a, b] }: { outputs: [Labelled, Labelled] }) => `${a.labels}` === `${b.labels}`,
    );
    expect(agreement).toEqual([{ a: "tiny-moods", b: "tiny-moods8", rate: same.length / inputs.length }]);
    const mixed = await post("/v1/compare", { models: ["tiny-moods", "tiny-teacher"], inputs: "a" });
    expect(await mixed.json()).toMatchObject({
      status: 422,
      detail: "tiny-teacher does text-classification, not multi-label-classification.",
    });
  });

  test("by the open inference protocol they are logits, or the best labels", async () => {
    const input = { name: "text", shape: [1], datatype: "BYTES", data: ["a warm, funny film"] };
    const asked = (outputs?: object[]) =>
      post("/v2/models/tiny-moods/infer", { inputs: [input], ...(outputs && { outputs }) });
    const [logits] = (await expectJson(200, asked())).outputs;
    expect(logits).toMatchObject({ name: "logits", shape: [1, 3] });
    const [best] = (await expectJson(200, asked([{ name: "logits", parameters: { classification: 2 } }]))).outputs;
    expect(best.data.map((each: string) => each.split(":").slice(1))).toEqual([
      ["1", "joy"],
      ["0", "anger"],
    ]);
  });

  const FUNCTIONS = "it is held against sigmoids, and function_to_apply asks for";
  test.each([
    [{ threshold: 1.5 }, "parameters.threshold: must be at most 1"],
    [{ threshold: -0.1 }, "parameters.threshold: must be at least 0"],
    [{ threshold: "half" }, 'parameters.threshold: expected "card" or a number from 0 to 1'],
    [{ threshold: 0.5, function_to_apply: "softmax" }, `parameters.threshold: ${FUNCTIONS} softmax`],
    [{ threshold: "card", function_to_apply: "none" }, `parameters.threshold: ${FUNCTIONS} none`],
    [{ top_k: 0 }, "parameters.top_k: must be more than 0"],
    [{ stride: 1 }, "parameters.stride: it is what windows share, and no window is asked for"],
  ])("%j is refused in one sentence", async (parameters, detail) => {
    const response = await post("/models/tiny-moods", { inputs: "a", parameters });
    expect(await response.json()).toMatchObject({ status: 422, type: "invalid-request", detail });
  });

  test("a classifier has no threshold", async () => {
    const response = await post("/models/tiny-teacher", { inputs: "a", parameters: { threshold: 0.5 } });
    expect(await response.json()).toMatchObject({ detail: "parameters: has the unknown key threshold" });
  });
});

interface Labelled {
  labels: string[];
}

describe("token-classification", () => {
  const astral = golden.tagging.find(({ text }) => text.startsWith("😀"))!;

  test("a string gets its entities, an array of strings an array of them; simple unless asked otherwise", async () => {
    const inputs = golden.tagging.map(({ text }) => text);
    const parameters = { offset_unit: "codepoint" };
    const simple = golden.tagging.map(({ entities }) => entities.simple.map((e) => ({ ...e, score: close(e.score) })));
    expect(await answerOf("tiny-tagger", { inputs, parameters })).toEqual(simple);
    expect(await answerOf("tiny-tagger", { inputs: inputs[0], parameters })).toEqual(simple[0]);
    const none = await answerOf("tiny-tagger", { inputs: inputs[0], parameters: { aggregation_strategy: "none" } });
    expect(none).toEqual(golden.tagging[0]!.entities.none.map((e) => ({ ...e, score: close(e.score) })));
  });

  test("places count UTF-16 units unless code points are asked for", async () => {
    const ask = (parameters: object) => answerOf("tiny-tagger", { inputs: astral.text, parameters });
    const [units, points] = [await ask({}), await ask({ offset_unit: "codepoint" })];
    expect(points.map((e: { start: number }) => e.start)).toEqual(astral.entities.simple.map(({ start }) => start));
    for (const [i, { start, end }] of units.entries()) {
      const own = [...astral.text].slice(points[i].start, points[i].end).join("");
      expect(astral.text.slice(start, end)).toBe(own);
    }
    expect(units.at(-1).end).toBeGreaterThan(points.at(-1).end);
  });

  test("labels to ignore are the client's", async () => {
    const all = await answerOf("tiny-tagger", {
      inputs: "a film",
      parameters: { aggregation_strategy: "none", ignore_labels: [] },
    });
    expect(all.map(({ index }: { index: number }) => index)).toEqual([1, 2]);
  });

  test("a text of nothing but control characters has no entities", async () => {
    expect(await answerOf("tiny-tagger", { inputs: "\u0000\u0007" })).toEqual([]);
  });
});

describe("a classifier with slots", () => {
  const tags = "/models/tiny-intents?task=token-classification";

  test("classifies as before, by its labels alone", async () => {
    const inputs = golden.tagging.slice(0, 3).map(({ text }) => text);
    const answers: { label: string; score: number }[][] = await answerOf("tiny-intents", { inputs });
    for (const answer of answers) {
      expect(answer.map(({ label }) => label).sort()).toEqual(["ask", "tell"]);
      expect(answer[0]!.score + answer[1]!.score).toBeCloseTo(1, 12);
    }
    expect(await answerOf("tiny-intents?task=text-classification", { inputs })).toEqual(answers);
    const compared = await expectJson(200, post("/v1/compare", { models: ["tiny-intents"], inputs }));
    expect(
      compared.results.map(({ outputs }: { outputs: { logits: number[] }[] }) => outputs[0]!.logits.length),
    ).toEqual([2, 2, 2]);
  });

  test("asked for token-classification it gives its slots as a tagger gives its labels", async () => {
    for (const { text, entities } of golden.tagging)
      for (const [aggregation_strategy, expected] of Object.entries(entities) as [string, { score: number }[]][]) {
        const parameters = { aggregation_strategy, offset_unit: "codepoint" };
        const found = await expectJson(200, post(tags, { inputs: text, parameters }));
        expect(found).toEqual(expected.map((e) => ({ ...e, score: close(e.score) })));
      }
    const inputs = ["the moving film was funny ".repeat(12), "a film"];
    const parameters = { stride: 8 };
    expect(await expectJson(200, post(tags, { inputs, parameters }))).toEqual(
      await answerOf("tiny-tagger", { inputs, parameters }),
    );
    expect((await post(tags, { inputs })).headers.get("x-retort-truncated")).toBe("1");
  });

  test.each([
    [`${tags}`, { inputs: { text: "a" } }, "invalid-request", "inputs: inputs must be a string or an array of strings"],
    [`${tags}`, { inputs: "a", parameters: { top_k: 1 } }, "invalid-request", "parameters: has the unknown key top_k"],
    [
      "/models/tiny-intents?task=question-answering",
      { inputs: "a" },
      "task-mismatch",
      "tiny-intents does text-classification and token-classification, not question-answering.",
    ],
    [
      "/models/tiny-teacher?task=token-classification",
      { inputs: "a" },
      "task-mismatch",
      "tiny-teacher does text-classification, not token-classification.",
    ],
  ])("%s %j: refused in one sentence", async (path, body, type, detail) => {
    const response = await post(path, body);
    expect(await response.json()).toMatchObject({ status: 422, type, detail });
  });

  test("a task that is none is refused", async () => {
    expect((await post("/models/tiny-intents?task=slots", { inputs: "a" })).status).toBe(422);
  });
});

describe("question-answering", () => {
  const [{ question, context }] = golden.reading as unknown as [{ question: string; context: string }];
  const inputs = { question, context };

  test("one answer, an array of them where top_k is more, nested for an array of questions", async () => {
    const [one, three] = golden.reading
      .slice(0, 2)
      .map(({ answer }) => [answer].flat().map((each) => ({ ...each, score: close(each.score) }))) as [
      object[],
      object[],
    ];
    const parameters = { doc_stride: 8 };
    expect(await answerOf("tiny-reader", { inputs, parameters })).toEqual(one[0]);
    expect(await answerOf("tiny-reader", { inputs: [inputs, inputs], parameters })).toEqual([one[0], one[0]]);
    expect(await answerOf("tiny-reader", { inputs, parameters: { ...parameters, top_k: 3 } })).toEqual(three);
    expect(await answerOf("tiny-reader", { inputs: [inputs], parameters: { top_k: 3 } })).toEqual([three]);
  });

  test("answers on a context of many windows are cut out of it, in either unit", async () => {
    const long = `${"😀 a slow story. ".repeat(40)}${context}`;
    const ask = (parameters: object) =>
      answerOf("tiny-reader", { inputs: { question, context: long }, parameters: { top_k: 5, ...parameters } });
    const units = await ask({});
    for (const { answer, start, end } of units) expect(long.slice(start, end)).toBe(answer);
    const points = await ask({ offset_unit: "codepoint" });
    for (const { answer, start, end } of points) expect([...long].slice(start, end).join("")).toBe(answer);
    expect(units.map(({ answer }: { answer: string }) => answer)).toEqual(
      points.map(({ answer }: { answer: string }) => answer),
    );
  });

  test("the empty answer takes part when asked to", async () => {
    const parameters = { top_k: 100, handle_impossible_answer: true };
    const answers = await answerOf("tiny-reader", { inputs, parameters });
    expect(answers.filter(({ answer }: { answer: string }) => answer === "")).toEqual([
      { answer: "", score: expect.any(Number), start: 0, end: 0 },
    ]);
  });

  test("a long question is cut, which the header says; a context never is", async () => {
    const cut = await post("/models/tiny-reader", { inputs: { question: "film ".repeat(60), context } });
    expect(cut.headers.get("x-retort-truncated")).toBe("1");
    const kept = await post("/models/tiny-reader", { inputs: { question, context: context.repeat(20) } });
    expect(kept.headers.get("x-retort-truncated")).toBeNull();
  });
});

describe("bad input", () => {
  const question = { question: "was it good?", context: "It was good." };
  const QUESTIONS = "inputs must be {question, context} or an array of those";

  test.each([
    [
      "a pair for a tagger",
      "tagger",
      { inputs: { text: "a" } },
      "inputs: inputs must be a string or an array of strings",
    ],
    ["a number for a tagger", "tagger", { inputs: ["a", 5] }, "inputs.1: expected a string"],
    ["a blank text", "tagger", { inputs: ["a", " "] }, "inputs.1: the text is blank"],
    ["no text", "tagger", { inputs: [] }, "inputs: inputs is empty"],
    ["a lone surrogate", "tagger", '{"inputs":"a\\udc00"}', "inputs: the text has a lone surrogate"],
    ["a text for a reader", "reader", { inputs: "a" }, `inputs: ${QUESTIONS}`],
    ["a blank question", "reader", { inputs: { ...question, question: "" } }, "inputs.question: the question is blank"],
    [
      "a blank context",
      "reader",
      { inputs: [{ ...question, context: "\n" }] },
      "inputs.0.context: the context is blank",
    ],
    [
      "a lone surrogate in a context",
      "reader",
      '{"inputs":{"question":"a","context":"\\ud800"}}',
      "inputs.context: the context has a lone surrogate",
    ],
    ["a question alone", "reader", { inputs: { question: "a" } }, "inputs.context: is missing"],
    ["a question for a classifier", "teacher", { inputs: question }, "inputs.text: is missing (and 1 more)"],
    ["no text for a regression", "scorer", { inputs: [] }, "inputs: inputs is empty"],
    ["nothing", "tagger", {}, "inputs: inputs must be a string or an array of strings"],
    [
      "too many answers",
      "reader",
      { inputs: question, parameters: { top_k: 101 } },
      "parameters.top_k: must be at most 100",
    ],
    [
      "an unknown strategy",
      "tagger",
      { inputs: "a", parameters: { aggregation_strategy: "mean" } },
      "parameters.aggregation_strategy: is none of none, simple, first, average, max",
    ],
    [
      "a reader's parameter for a tagger",
      "tagger",
      { inputs: "a", parameters: { doc_stride: 8 } },
      "parameters: has the unknown key doc_stride",
    ],
    [
      "a tagger's parameter for a reader",
      "reader",
      { inputs: question, parameters: { aggregation_strategy: "none" } },
      "parameters: has the unknown key aggregation_strategy",
    ],
    [
      "a reader's parameter for a classifier",
      "teacher",
      { inputs: "a", parameters: { max_answer_len: 8 } },
      "parameters: has the unknown key max_answer_len",
    ],
    [
      "a tagger's parameter for a regression",
      "scorer",
      { inputs: "a", parameters: { stride: 1 } },
      "parameters.stride: it is what windows share, and no window is asked for",
    ],
  ])("%s: refused in one sentence", async (_, name, body, detail) => {
    const response = await post(`/models/tiny-${name}`, body);
    expect(await response.json()).toMatchObject({ status: 422, type: "invalid-request", detail });
    expect(response.status).toBe(422);
  });

  test.each([
    [
      "too many questions",
      { inputs: Array(1001).fill(question) },
      "A request takes at most 1000 inputs; this one has 1001.",
    ],
    [
      "too long a context",
      { inputs: { question: "a", context: "b".repeat(32_768) } },
      "An input takes at most 32768 UTF-16 units; input 0 has 32769.",
    ],
    [
      "contexts of too many windows",
      { inputs: Array(20).fill({ question: "good?", context: "a ".repeat(10_000) }) },
      expect.stringMatching(/^A request takes at most 16384 tokens; after truncation this one has \d+\.$/),
    ],
  ])("%s: refused as too much", async (_, body, detail) => {
    const response = await post("/models/tiny-reader", body);
    expect(await response.json()).toMatchObject({ status: 413, detail });
    expect((await post("/models/tiny-reader", { inputs: question })).status).toBe(200);
  });

  test("only classifiers are compared", async () => {
    const response = await post("/v1/compare", { models: ["tiny-tagger"], inputs: "a" });
    expect(await response.json()).toMatchObject({
      status: 422,
      type: "task-mismatch",
      detail: "tiny-tagger does token-classification, not text-classification or multi-label-classification.",
    });
  });
});

test("the OpenAPI document has every task's request and answer, and every name it refers to", async () => {
  const text = await (await get("/openapi.json")).text();
  const { components } = JSON.parse(text) as { components: { schemas: Record<string, object> } };
  const named = [...text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name!);
  expect(Object.keys(components.schemas)).toEqual(expect.arrayContaining(named));
  for (const task of [
    "TextClassification",
    "MultiLabelClassification",
    "TextRegression",
    "TokenClassification",
    "QuestionAnswering",
  ])
    for (const part of ["Request", "Response"]) expect(named).toContain(`${task}${part}`);
});
