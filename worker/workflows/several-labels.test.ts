/** Several labels a text all the way: rows uploaded, two models evaluated, answers submitted, and what is then said of them. */
import { expect, test } from "vitest";
import { wilson } from "../../eval/statistics/wilson.ts";
import type { MultiLabelPrediction } from "../../r2-assets/format/prediction.ts";
import { ask, expectJson, putSuite } from "../test/api.ts";
import { publish } from "../test/artefacts.ts";

const SUITE = "own/moods";
const LABELS = ["anger", "joy", "surprise"];
const texts = [
  ["The film was warm and funny, and so was the ending!", ["joy"]],
  ["We never hated a plot so much.", ["anger"]],
  ["Was that the ending? Brilliant, and not what we had in mind.", ["surprise", "joy"]],
  ["It is a film.", []],
  ["A terrible script; unbelievable, again!", ["anger", "surprise"]],
  ["Charming.", ["joy"]],
  ["The actors were there.", []],
  ["Moving, and never dull: who would have believed it?", ["joy", "surprise"]],
] as const;
const rows = texts.map(([text_a, labels], i) => ({ id: `m${i}`, text_a, labels: [...labels] }));

async function evaluated(model: string, more: object = {}): Promise<string> {
  const { id } = await expectJson(202, ask("/v1/evals", { body: { model, suite: SUITE, ...more } }));
  for (;;) {
    const state = await expectJson(200, ask(`/v1/evals/${id}`));
    if (state.status === "complete") return id;
    if (state.status !== "queued" && state.status !== "running") throw new Error(JSON.stringify(state));
    await new Promise((wake) => setTimeout(wake, 50));
  }
}

const predictionsOf = async (id: string): Promise<MultiLabelPrediction[]> =>
  (await (await ask(`/v1/runs/${id}/predictions`)).text())
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));

const common = ({ gold, prediction }: MultiLabelPrediction) =>
  gold.filter((label) => prediction!.includes(label)).length;
const sizes = ({ gold, prediction }: MultiLabelPrediction) => gold.length + prediction!.length;
const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);

test("rows with several labels are evaluated, submitted to, compared, perturbed and ranked", async () => {
  await publish("moods", "moods8");
  const suite = await expectJson(201, putSuite(`${SUITE}?task=multi-label-classification`, rows));
  expect(suite).toMatchObject({ rows: 8, labels: LABELS, metrics: ["micro_f1", "macro_f1", "sample_f1", "accuracy"] });

  // The model's own answers, as a request gets them, are what is judged.
  const id = await evaluated("tiny-moods");
  const predictions = await predictionsOf(id);
  const parameters = { threshold: "card" };
  const held: { label: string }[][] = await expectJson(
    200,
    ask("/models/tiny-moods", { body: { inputs: rows.map(({ text_a }) => text_a), parameters } }),
  );
  expect(predictions.map(({ prediction }) => prediction)).toEqual(
    held.map((scores) => LABELS.filter((label) => scores.some((each) => each.label === label))),
  );
  expect(predictions.map(({ gold }) => gold)).toEqual(
    rows.map(({ labels }) => LABELS.filter((label) => (labels as string[]).includes(label))),
  );
  expect(Object.keys(predictions[0]!.scores!)).toEqual(LABELS);

  // By hand.
  const { metrics, slices, primary } = await expectJson(200, ask(`/v1/runs/${id}`));
  expect(primary).toBe("micro_f1");
  const right = predictions.filter(({ correct }) => correct).length;
  expect(metrics.accuracy).toEqual({ value: right / 8, ci95: wilson(right, 8) });
  expect(metrics.micro_f1.value).toBeCloseTo((2 * sum(predictions.map(common))) / sum(predictions.map(sizes)), 12);
  const f1s = predictions.map((each) => (sizes(each) === 0 ? 0 : (2 * common(each)) / sizes(each)));
  expect(metrics.sample_f1.value).toBeCloseTo(sum(f1s) / 8, 12);
  const ofLabels: { by: string; value: string; metrics: { f1: { value: number } } }[] = slices;
  expect(ofLabels.map(({ by, value }) => [by, value])).toEqual(LABELS.map((label) => ["label", label]));
  const macro = sum(ofLabels.map((slice) => slice.metrics.f1.value)) / 3;
  expect(metrics.macro_f1.value).toBeCloseTo(macro, 12);

  // What is shown can be submitted: the same figures.
  const csv = await (await ask(`/v1/runs/${id}/predictions`, { headers: { accept: "text/csv" } })).text();
  expect(csv.split("\r\n")[0]).toBe("id,prediction,gold,correct,score:anger,score:joy,score:surprise,error");
  const submitted = (items: object[]) =>
    ask("/v1/submissions", { body: { suite: SUITE, model: { name: "elsewhere" }, predictions: items } });
  const again = await expectJson(
    201,
    submitted(predictions.map(({ id, prediction, scores }) => ({ id, labels: prediction, scores }))),
  );
  expect(again.metrics.micro_f1).toEqual(metrics.micro_f1);
  const half = await expectJson(201, submitted(predictions.map(({ id, scores }) => ({ id, scores }))));
  const atHalf = predictions.map((each) => ({
    ...each,
    prediction: LABELS.filter((label) => each.scores![label]! >= 0.5),
  }));
  expect(half.metrics.micro_f1.value).toBeCloseTo((2 * sum(atHalf.map(common))) / sum(atHalf.map(sizes)), 12);
  const { detail } = await expectJson(422, submitted([{ id: "m0", labels: ["envy"] }]));
  expect(detail).toContain('"envy" is none of anger, joy, surprise');

  // Another model on the same rows.
  await evaluated("tiny-moods8");
  const compared = (metric: string) =>
    expectJson(200, ask(`/v1/comparisons?a=tiny-moods&b=tiny-moods8&suite=${SUITE}&metric=${metric}`));
  const f1 = await compared("micro_f1");
  expect(f1).toMatchObject({ n: 8, metric: "micro_f1", test: "paired-bootstrap", a: metrics.micro_f1.value });
  const parts: { by: string; value: string; metric: string; a: number }[] = f1.slices;
  expect(parts.filter(({ by }) => by === "one label").map(({ value, metric, a }) => [value, metric, a])).toEqual(
    ofLabels.map((slice) => [slice.value, "micro_f1", expect.closeTo(slice.metrics.f1.value, 12)]),
  );
  expect(parts.filter(({ by }) => by === "labels a text").map(({ value }) => value)).toEqual(["0", "1", "2"]);
  expect(await compared("accuracy")).toMatchObject({ metric: "accuracy", test: "mcnemar-exact", a: right / 8 });

  await evaluated("tiny-moods", { perturbation: "CharTypos" });
  const robustness = await expectJson(200, ask(`/v1/robustness?model=tiny-moods&suite=${SUITE}`));
  expect(robustness.perturbations[0]).toMatchObject({
    name: "CharTypos",
    clean: expect.any(Number),
    flips: expect.anything(),
  });
  expect(robustness.label_shift).toEqual([]);

  const board = await expectJson(200, ask(`/v1/leaderboard?suite=${SUITE}`));
  expect(board.rows.map(({ model }: { model: string }) => model)).toEqual(
    expect.arrayContaining(["tiny-moods", "tiny-moods8"]),
  );
});

test.each([
  [
    "one label alone",
    [{ id: "1", text_a: "a", labels: ["joy"] }],
    'No row has a label but "joy"; a suite of labels needs two.',
  ],
  ["a label twice", [{ id: "1", text_a: "a", labels: ["joy", "joy"] }], 'Line 1: labels: "joy" is there twice.'],
  [
    "no labels",
    [{ id: "1", text_a: "a", label: "joy" }],
    "Line 1: labels: expected an array of labels, which may be empty.",
  ],
])("%s is refused", async (_, lines, detail) => {
  const answer = await expectJson(422, putSuite("own/none?task=multi-label-classification", lines));
  expect(answer.detail).toBe(detail);
});

test("a model that knows other labels, or gives one a text, is refused", async () => {
  await publish("moods", "topics");
  await expectJson(201, putSuite(`${SUITE}?task=multi-label-classification&labels=joy,anger`, rows.slice(0, 2)));
  const start = (model: string) => ask("/v1/evals", { body: { model, suite: SUITE } });
  expect((await expectJson(422, start("tiny-moods"))).detail).toContain("the suite's labels are joy, anger");
  expect((await expectJson(422, start("tiny-topics"))).type).toBe("task-mismatch");
});
