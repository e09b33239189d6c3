/** Evaluations of every kind of rows, from the upload to the record. */
import { beforeEach, expect, test } from "vitest";
import { ask, expectJson, putSuite } from "../test/api.ts";
import { publish } from "../test/artefacts.ts";

beforeEach(() => publish("teacher", "tagger", "intents", "reader", "scorer"));

/** Puts the suite, evaluates the model on it, and returns record and predictions. */
async function evaluated(model: string, suite: string, rows: readonly object[], body: object = {}) {
  await expectJson(201, putSuite(suite, rows));
  const { id } = await expectJson(202, ask("/v1/evals", { body: { model, suite: suite.split("?")[0], ...body } }));
  for (;;) {
    const state = await expectJson(200, ask(`/v1/evals/${id}`));
    if (state.status === "queued" || state.status === "running") {
      await new Promise((wake) => setTimeout(wake, 100));
      continue;
    }
    expect(state).toMatchObject({ status: "complete" });
    const lines = (await (await ask(`/v1/runs/${id}/predictions`)).text()).trim().split("\n");
    const csv = await (await ask(`/v1/runs/${id}/predictions`, { headers: { accept: "text/csv" } })).text();
    const record = await expectJson(200, ask(`/v1/runs/${id}`));
    return { record, predictions: lines.map((line) => JSON.parse(line)), header: csv.split("\r\n")[0], csv };
  }
}

test("regression: correlations, and scores in the task's own unit", async () => {
  const rows = ["a film", "a dull film", "moving and funny", "slow"].map((text_a, i) => ({
    id: `r${i}`,
    text_a,
    text_b: "a warm film",
    label: i * 1.25,
  }));
  const { record, predictions, header } = await evaluated("tiny-scorer", "own/alike?task=text-regression", rows);
  expect(record).toMatchObject({ rows: 4, errors: 0, primary: "pearson" });
  expect(record.metrics.pearson.value).toBeGreaterThanOrEqual(-1);
  expect(predictions.map((p) => [p.id, typeof p.prediction, p.gold])).toEqual(
    rows.map(({ id, label }) => [id, "number", label]),
  );
  expect(header).toBe("id,prediction,gold,error");
});

test("tagging: a tag a word, figures by entity type", async () => {
  const rows = Array.from({ length: 6 }, (_, i) => ({
    id: `t${i}`,
    tokens: ["Ann", "hated", "that", "dull", "film"],
    tags: i % 2 === 0 ? ["B-PER", "O", "O", "O", "O"] : ["B-LOC", "I-LOC", "O", "O", "B-PER"],
  }));
  const { record, predictions, header } = await evaluated("tiny-tagger", "own/names?task=token-classification", rows);
  expect(record).toMatchObject({ rows: 6, primary: "span_f1" });
  expect(record.slices.map((slice: { value: string }) => slice.value)).toEqual(expect.arrayContaining(["LOC", "PER"]));
  for (const { prediction } of predictions) expect(prediction).toHaveLength(5);
  expect(header).toBe("id,prediction,gold,correct,error");
});

test("intents with slots: figures of both from a model that has some, a tag a word", async () => {
  const rows = Array.from({ length: 8 }, (_, i) => ({
    id: `i${i}`,
    text_a: ["we loved that dull film", "unwatchable acting"][i % 2],
    label: i % 3 === 0 ? "ask" : "tell",
    slots: i % 2 === 0 ? ["B-PER", "O", "O", "O", "B-LOC"] : ["B-LOC", "I-LOC"],
  }));
  const suite = "own/requests?task=text-classification&metrics=accuracy,slot_f1,frame_accuracy";
  const { record, predictions, header } = await evaluated("tiny-intents", suite, rows);
  expect(record).toMatchObject({ rows: 8, errors: 0, primary: "accuracy", tag_scheme: "IOB2" });
  for (const metric of ["slot_f1", "frame_accuracy"]) expect(record.metrics[metric].value).toBeGreaterThanOrEqual(0);
  for (const [i, { slots }] of predictions.entries()) {
    expect(slots.gold).toEqual(rows[i]!.slots);
    expect(slots.prediction).toHaveLength(slots.gold.length);
  }
  expect(header).toBe("id,prediction,gold,correct,score:ask,score:tell,slots_prediction,slots_gold,error");
});

test("question answering: answers out of the context, answerable and unanswerable apart", async () => {
  const context = "the film was moving and funny . the story was slow and dull . ".repeat(6);
  const rows = Array.from({ length: 6 }, (_, i) => ({
    id: `q${i}`,
    question: "was the film good ?",
    context,
    answers: i % 3 === 0 ? [] : [{ text: "moving", answer_start: context.indexOf("moving") }],
    ...(i % 3 === 0 && { is_impossible: true }),
  }));
  const { record, predictions, header } = await evaluated("tiny-reader", "own/asked?task=question-answering", rows);
  expect(record).toMatchObject({ rows: 6, errors: 0 });
  expect(Object.keys(record.metrics).sort()).toEqual(["exact_match", "f1"]);
  expect(record.slices.length).toBeGreaterThan(0);
  for (const { prediction, gold } of predictions) {
    expect(context).toContain(prediction);
    expect(Array.isArray(gold)).toBe(true);
  }
  expect(header).toBe("id,prediction,gold,correct,f1,no_answer_probability,error");
});

test("behavioural: cases pass or fail, a sample is so many a test, nothing can be perturbed", async () => {
  const rows = Array.from({ length: 30 }, (_, i) => ({
    id: `b${String(i).padStart(2, "0")}`,
    test: i < 25 ? "praise" : "names",
    type: i < 25 ? "MFT" : "INV",
    capability: i < 25 ? "Vocabulary" : "NER",
    texts: i < 25 ? [[`a warm film ${i}`]] : [[`a dull film ${i}`], [`a dull film by Ann ${i}`]],
    expect: i < 25 ? "positive" : null,
  }));
  const path = "own/checks?task=text-classification&behavioural=true&labels=negative,positive";
  const { record, predictions, header } = await evaluated("tiny-teacher", path, rows, { sample: 10 });
  expect(record).toMatchObject({ rows: 15, sample: 10, primary: "failure_rate" });
  expect(predictions.filter((p) => p.test === "praise")).toHaveLength(10);
  expect(predictions.filter((p) => p.test === "names").map((p) => p.prediction.length)).toEqual([2, 2, 2, 2, 2]);
  expect(header).toBe("id,test,type,capability,prediction,gold,correct,left_out,scores,error");
  const refused = ask("/v1/evals", { body: { model: "tiny-teacher", suite: "own/checks", perturbation: "Case" } });
  expect((await expectJson(422, refused)).type).toBe("perturbation-unsupported");
});

test("behavioural: rows that ask nothing of the model are in no figure, and the record says how many", async () => {
  const common = { capability: "NER", type: "DIR", texts: [["a warm film"], ["a warm film by Ann"]] };
  const becomes = { label: "negative", change: "becomes" };
  const rows = [
    { id: "a", test: "praised before", ...common, expect: { ...becomes, from: "positive" } },
    { id: "b", test: "blamed before", ...common, expect: { ...becomes, from: "negative" } },
    { id: "c", test: "neither before", ...common, expect: { ...becomes, from: "neutral" } },
  ];
  const path = "own/checks?task=text-classification&behavioural=true&labels=negative,positive";
  const { record, predictions } = await evaluated("tiny-teacher", path, rows);
  expect(record).toMatchObject({ rows: 1, left_out: 2, errors: 0 }); // whatever the model answered
  expect(predictions.filter(({ left_out }: { left_out?: true }) => left_out)).toMatchObject([
    { correct: null },
    { correct: null },
  ]);
});

test("behavioural suites without labels take those of the model", async () => {
  const check = { test: "t", type: "MFT", capability: "c", texts: ["a fine film"] };
  const rows = [
    { id: "a", ...check, expect: "positive" },
    { id: "b", ...check, expect: "negative" },
    { id: "c", ...check, expect: "neutral" },
  ];
  const { record, predictions } = await evaluated("tiny-teacher", "own/checks", rows);
  expect(record).toMatchObject({ rows: 3, errors: 0, metrics: { failure_rate: { value: 2 / 3 } } });
  expect(predictions.filter(({ correct }: { correct: boolean }) => correct)).toHaveLength(1);
  expect((await expectJson(200, ask("/v1/suites/own/checks"))).tests).toBe(1);
});
