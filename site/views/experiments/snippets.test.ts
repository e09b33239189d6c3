import { expect, test } from "vitest";
import { LANGUAGES, snippetOf } from "./snippets.ts";

const ORIGIN = "https://models.example";
const asked = { id: "exp-0123456789abcdef", task: "text-classification", labels: ["negative", "positive"] } as const;
const of = (language: (typeof LANGUAGES)[number], more: object = {}) =>
  snippetOf(language, ORIGIN, { ...asked, labels: [...asked.labels], ...more });

test.each(LANGUAGES)("%s asks this server's experiment and tells a label that it has", (language) => {
  const code = of(language);
  expect(code).toContain(`${ORIGIN}/v1/experiments/${asked.id}`);
  expect(code).toMatch(/"?label"?: ?"positive"/);
});

test.each(LANGUAGES)("%s tells of tasks without labels whether the answer was right", (language) => {
  const code = of(language, { task: "question-answering", labels: null });
  expect(code).toMatch(/"?correct"?: ?true/);
  expect(code).toMatch(/"context":/);
});

test("a label with a quote does not end the shell's", () => {
  expect(of("curl", { labels: ["no", "can't"] })).toContain(`"label":"can'\\''t"`);
});
