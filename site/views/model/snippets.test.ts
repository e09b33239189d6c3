import { expect, test } from "vitest";
import { snippetsOf, WAYS } from "./snippets.ts";

const place = { version: "0123456789ab", isCurrent: true, server: "https://example.org" };
const model = { id: "sst2-kd", task: "text-classification", trained_on: "glue/sst2" } as const;

test("every way names this server and this model, the engine's its version", () => {
  const lines = snippetsOf(model, place);
  for (const way of ["curl", "JavaScript", "Python"] as const)
    expect(lines[way].code).toContain("https://example.org/models/sst2-kd");
  expect(lines["In a browser"].code).toContain("https://example.org/v1/models/sst2-kd@0123456789ab/files/");
  expect(Object.keys(lines)).toEqual([...WAYS]);
});

test("a version that does not answer under the id is named", () => {
  const { curl } = snippetsOf(model, { ...place, isCurrent: false });
  expect(curl.code).toContain("/models/sst2-kd@0123456789ab ");
});

test.each([
  ["glue/stsb", "text-regression", "textClassification", "text_classification"],
  ["wikiann/en", "token-classification", "tokenClassification", "token_classification"],
  ["squad/v1.1", "question-answering", "questionAnswering", "question_answering"],
] as const)("%s is asked by the clients' calls for %s", (trained_on, task, javascript, python) => {
  const lines = snippetsOf({ id: "m", task, trained_on }, place);
  expect(lines.JavaScript.code).toContain(`client.${javascript}(`);
  expect(lines.Python.code).toContain(`InferenceClient().${python}(`);
});

test("questions are named arguments in Python, and pairs one object", () => {
  const { Python } = snippetsOf({ id: "m", task: "question-answering", trained_on: "squad/v1.1" }, place);
  expect(Python.code).toMatch(/ {4}question="[^"]+",\n {4}context="[^"]+",\n {4}model=/);
  const pair = snippetsOf({ id: "m", task: "text-classification", trained_on: "glue/mrpc" }, place);
  expect(pair.Python.code).toMatch(/ {4}\{"text":"[^"]+","text_pair":"[^"]+"\},\n {4}model=/);
});
