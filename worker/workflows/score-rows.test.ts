import { env } from "cloudflare:workers";
import { beforeEach, expect, test } from "vitest";
import { classify, rank } from "../pipelines/classify.ts";
import type { LoadedModel } from "../runtime/loaded-model.ts";
import { getModel } from "../runtime/models.ts";
import { publish } from "../test/artefacts.ts";
import { scoreRows } from "./score-rows.ts";

let model: LoadedModel;
let topics: LoadedModel;
beforeEach(async () => {
  await publish("teacher", "topics");
  const load = async (id: string) => {
    const lookup = await getModel(env, id);
    if (lookup.kind !== "found") throw new Error(`${id} is ${lookup.kind}`);
    return lookup.model;
  };
  [model, topics] = [await load("tiny-teacher"), await load("tiny-topics")];
});

const TEXTS = ["a warm film", "dull and slow", "never watch it again"];

test("a prediction is what the pipeline answers, with all its scores", async () => {
  const { logits } = await classify(
    model,
    TEXTS.map((text) => ({ text })),
  );
  const predictions = await scoreRows(
    model,
    TEXTS.map((text_a, i) => ({ id: `${i}`, text_a, label: "positive" })),
  );
  predictions.forEach((prediction, i) => {
    const ranked = rank(model.card.labels, logits[i]!);
    expect(prediction).toEqual({
      id: `${i}`,
      prediction: ranked[0]!.label,
      scores: Object.fromEntries(ranked.map(({ label, score }) => [label, score])),
      gold: "positive",
      correct: ranked[0]!.label === "positive",
    });
  });
});

test("rows that a request could not ask about are errors, and shift no other row", async () => {
  const rows = [" ", TEXTS[0]!, "x".repeat(32_769), TEXTS[1]!].map((text_a, i) => ({
    id: `${i}`,
    text_a,
    label: "negative",
  }));
  const predictions = await scoreRows(model, rows);
  const alone = await scoreRows(model, [rows[1]!, rows[3]!]);
  expect([predictions[1], predictions[3]]).toEqual(alone);
  expect(predictions[0]).toEqual({
    id: "0",
    prediction: null,
    scores: null,
    gold: "negative",
    correct: false,
    error: "the text is blank",
  });
  expect(predictions[2]?.error).toBe("the text is longer than 32768 UTF-16 units");
});

test("mapped labels: the best one is mapped, the scores of those that become one are added", async () => {
  const map = { arts: "soft", sport: "hard", science: "hard" };
  const row = { id: "1", text_a: TEXTS[0]!, label: "hard" };
  const [plain] = await scoreRows(topics, [row]);
  const [mapped] = await scoreRows(topics, [row], map);
  expect(mapped?.prediction).toBe(map[plain?.prediction as keyof typeof map]);
  expect(mapped?.scores?.hard).toBeCloseTo(plain!.scores!.sport! + plain!.scores!.science!, 12);
  expect(mapped?.correct).toBe(mapped?.prediction === "hard");
});
