import { expect, test } from "vitest";
import { curvesOf, type TrainingRecord } from "./curves.ts";
import { recordedCurves } from "./recorded.ts";

const record: TrainingRecord = {
  name: "sst2/kd",
  recipe: { model: { id: "sst2-kd" } },
  seed: 17,
  code: "abc",
  wall_seconds: 10.4,
  dev: [{ step: 2, primary: "accuracy", metrics: { accuracy: 0.812345678 } }],
  curve: [
    { step: 1, loss: 0.7 },
    { step: 2, loss: 0.5 },
  ],
};
const loss = [
  [1, 0.7],
  [2, 0.5],
];

test("a record of one stage is one part, its dev judged by the metric that the recipe goes by", () => {
  expect(curvesOf(record)).toEqual({
    ...{ recipe: "sst2/kd", seed: 17, code: "abc", seconds: 10, stages: false },
    parts: [{ title: "", loss, judged: "accuracy", dev: [[2, 0.81235]] }],
  });
});

test("stages are a part each; a stage on texts is judged by its loss", () => {
  const dev = [{ step: 2, primary: "loss", metrics: { soft: 0.9 }, loss: 0.9 }];
  const stages = [
    { on: "transfer", objective: "logits", curve: record.curve, dev },
    { on: "task", objective: "labels", curve: record.curve, dev: record.dev },
  ];
  expect(curvesOf({ ...record, stages }).stages).toBe(true);
  expect(curvesOf({ ...record, stages }).parts).toEqual([
    { title: "transfer, logits", loss, judged: "loss", dev: [[2, 0.9]] },
    { title: "task, labels", loss, judged: "accuracy", dev: [[2, 0.81235]] },
  ]);
});

test("the runs of a soup are told apart, and its one look at dev belongs to none of them", () => {
  const soup = { ...record, dev: [{ step: 4 }], curve: [...record.curve, ...record.curve] };
  expect(curvesOf(soup).parts).toEqual([
    { title: "run 1", loss, judged: null, dev: [] },
    { title: "run 2", loss, judged: null, dev: [] },
  ]);
});

test("the records of the repository are told by model, of several seeds the recipe's own", async () => {
  const curves = await recordedCurves();
  expect(curves.get("sst2-kronecker-19x")).toMatchObject({ recipe: "sst2/kronecker-19x", seed: 17 });
  expect(curves.get("cola-kronecker-19x")).toMatchObject({ seed: 17 });
  expect(curves.get("sst2-teacher")!.parts.map(({ title }) => title)).toEqual(["run 1", "run 2", "run 3"]);
  for (const { parts } of curves.values()) expect(parts.every(({ loss: points }) => points.length > 0)).toBe(true);
});
