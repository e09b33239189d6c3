/** Thirteen tiny folders as transformers saves them, against what it answers with them (test/golden/imported-models.py). */
import { fileURLToPath } from "node:url";
import { beforeAll, expect, test } from "vitest";
import { createTokenizer } from "../../../../r2-assets/format/tokenizer.ts";
import golden from "../../../../test/golden/imported-models.json" with { type: "json" };
import { useBackend } from "../../../backend/tf.ts";
import { predictLogits } from "../../predict.ts";
import { withWeightTensors } from "../../weight-tensors.ts";
import { importModel } from "./import-model.ts";

interface Row {
  text_a?: string;
  text_b?: string;
  tokens?: string[];
  question?: string;
  context?: string;
  ids: number[];
  logits: number[];
}

/** Task, labels and the most tokens of a text, by folder. */
const SAID: Record<string, [task: string, labels: string, maxLength: number]> = {
  "bert-intents": ["text-classification", "ask tell order", 40],
  "bert-topics": ["multi-label-classification", "food place time weather", 40],
  "bert-tags": ["token-classification", "O B-PER I-PER B-LOC I-LOC", 40],
  "bert-spans": ["question-answering", "start end", 40],
  "distilbert-intents": ["text-classification", "ask tell order", 40],
  "distilbert-score": ["text-regression", "score", 40],
  "distilbert-spans": ["question-answering", "start end", 32],
  "electra-intents": ["text-classification", "ask tell order", 40],
  "electra-tags": ["token-classification", "O B-PER I-PER B-LOC I-LOC", 40],
  "electra-spans": ["question-answering", "start end", 40],
  "mpnet-intents": ["text-classification", "ask tell order", 40],
  "mpnet-tags": ["token-classification", "O B-PER I-PER B-LOC I-LOC", 40],
  "mpnet-spans": ["question-answering", "start end", 40],
};

beforeAll(() => useBackend("cpu"));

test.each(Object.entries(golden.models))("%s answers as in transformers", async (name, { class: modelClass, rows }) => {
  const model = await importModel(
    fileURLToPath(new URL(`../../../../test/golden/imported-models/${name}`, import.meta.url)),
  );
  const { config, weights, head, tokenizer } = model;
  expect(head.modelClass).toBe(modelClass);
  expect([head.task, head.labels.join(" "), tokenizer.maxLength]).toEqual(SAID[name]);
  const opened = createTokenizer(JSON.parse(tokenizer.json), { maxLength: tokenizer.maxLength });
  const encodings = (rows as Row[]).map(({ tokens, text_a, text_b, question, context }) =>
    tokens ? opened.encodeWords(tokens) : opened.encode((text_a ?? question)!, text_b ?? context),
  );
  expect(encodings.map(({ ids }) => [...ids])).toEqual(rows.map(({ ids }) => ids));
  const answers = withWeightTensors(weights, (parameters) => predictLogits(parameters, config, encodings));
  rows.forEach(({ logits }, i) => {
    expect(answers[i]).toHaveLength(logits.length);
    logits.forEach((logit, k) => {
      expect(Math.abs(answers[i]![k]! - logit)).toBeLessThan(1e-5);
    });
  });
});
