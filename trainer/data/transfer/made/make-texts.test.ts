import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import type { DataFile } from "../../text/data-file.ts";
import { makeTexts } from "./make-texts.ts";
import { cutPassage, passagesIn, placeOf } from "./passages-in.ts";

const fileOf = (path: string, content: unknown): DataFile => {
  const text = typeof content === "string" ? content : JSON.stringify(content);
  return { path, bytes: path.endsWith(".gz") ? gzipSync(text) : Buffer.from(text), sha256: "" };
};
const PARAGRAPHS = Array.from(
  { length: 40 },
  (_, i) => `Paper number ${i} was sold. It was printed in ${1500 + i}. Nobody read all ${i + 90} pages.`,
);
const plain = fileOf("text/a.txt.gz", [" = A title = ", ...PARAGRAPHS, ""].join("\n"));
const nothing = () => false;

const CONTEXT = "The mill 𝄞 was built in 1720. It burnt in 1805. It was rebuilt in 1805.";
const asked = (answers: object[], question = "When did the mill burn?") => ({ id: "q", question, answers });
const squad = (...qas: object[]) => fileOf("qa/a.json", { data: [{ paragraphs: [{ context: CONTEXT, qas }] }] });

test("one text a paragraph, or so many; no two alike, and fewer are the beginning of more", async () => {
  const order = { rule: "neighbours", seed: 3 } as const;
  const one = await makeTexts([plain], order, nothing);
  expect(one).toMatchObject({ passages: 40, known: 0 });
  expect(one.texts).toHaveLength(40);
  const more = await makeTexts([plain], { ...order, most: 90 }, nothing);
  expect(more.texts).toHaveLength(90);
  expect(more.texts.slice(0, 40)).toEqual(one.texts);
  expect(new Set(more.texts.map(({ text_a, text_b }) => `${text_a}|${text_b}`)).size).toBe(90);
  expect(new Set(more.texts.map(({ id }) => id)).size).toBe(90);
  expect((await makeTexts([plain], { ...order, most: 7 }, nothing)).texts).toEqual(one.texts.slice(0, 7));
  const all = (await makeTexts([plain], { ...order, most: 10_000 }, nothing)).texts.length; // 3 pairs a paragraph
  expect(all).toBeGreaterThan(110);
  expect(all).toBeLessThanOrEqual(120);
});

test("another seed is another order and other texts", async () => {
  const [a, again, b] = await Promise.all([1, 1, 2].map((seed) => makeTexts([plain], { rule: "part", seed }, nothing)));
  expect(again).toEqual(a);
  expect(b!.texts.map(({ id }) => id)).not.toEqual(a!.texts.map(({ id }) => id));
});

test("of a paragraph that models are judged by nothing is made, however it would be changed", async () => {
  const judged = (paragraph: string) => paragraph.includes("number 7 ");
  const { texts, known } = await makeTexts([plain], { rule: "disorder", most: 400 }, judged);
  expect(known).toBe(1);
  expect(texts.filter(({ id }) => id.startsWith("disorder-7-") || id === "disorder-7")).toEqual([]);
});

test("texts of NDJSON are paragraphs, each of a pair by itself, and so is each context once", () => {
  const lines = [{ text_a: "one", text_b: "two", label: 1 }, { tokens: ["th", "ree"] }];
  const file = fileOf("x.jsonl.gz", lines.map((line) => JSON.stringify(line)).join("\n"));
  expect(passagesIn(file, "paragraphs", "part").map(({ paragraph }) => paragraph)).toEqual(["one", "two", "th ree"]);
  expect(passagesIn(squad(asked([]), asked([])), "paragraphs", "part")).toEqual([{ paragraph: CONTEXT }]);
});

test("an answer is where it is said to be, else at the nearest place that has it", () => {
  const at = CONTEXT.lastIndexOf("1805");
  expect(placeOf({ text: "1805", answer_start: at }, CONTEXT)).toBe(at);
  expect(placeOf({ text: "1805", answer_start: at - 1 }, CONTEXT)).toBe(at); // as where 𝄞 counts once
  expect(placeOf({ text: "1805", answer_start: 0 }, CONTEXT)).toBe(CONTEXT.indexOf("1805"));
  expect(placeOf({ text: "1900", answer_start: 0 }, CONTEXT)).toBe(-1);
  const [first, second, third] = passagesIn(
    squad(asked([{ text: "1720", answer_start: 20 }]), asked([{ text: "1805", answer_start: at }]), asked([])),
    "questions",
    "question-sentence",
  ).map(cutPassage);
  expect([first!.answeredIn, second!.answeredIn, third!.answeredIn]).toEqual([0, 2, undefined]);
  expect(first!.sentences).toEqual(["The mill 𝄞 was built in 1720.", "It burnt in 1805.", "It was rebuilt in 1805."]);
});

test("pairs are made of the pairs that no model is judged by", async () => {
  const rows = Array.from({ length: 12 }, (_, i) => ({ text_a: `Harbour ${i} froze`, text_b: `The harbour of ${i}` }));
  const others = Array.from({ length: 120 }, (_, i) => ({ text_a: `Room ${i}`, text_b: `Hall ${i * 7}` }));
  const file = fileOf("x.jsonl.gz", [...rows, ...others].map((row) => JSON.stringify(row)).join("\n"));
  const judged = (text: string) => text === "The harbour of 3" || text === "Harbour 5 froze";
  const order = { rule: "recombined", most: 60, seed: 1 } as const;
  const { texts, passages, known } = await makeTexts([file], order, judged);
  expect({ passages, known }).toEqual({ passages: 132, known: 2 });
  expect(texts.length).toBeGreaterThan(40);
  for (const { text_a, text_b } of texts) {
    expect(rows).not.toContainEqual({ text_a, text_b });
    for (const row of [rows[3]!, rows[5]!]) expect([text_a, text_b]).not.toContain(row.text_b);
  }
  expect((await makeTexts([file], { ...order, most: 20 }, judged)).texts).toEqual(texts.slice(0, 20));
  const single = fileOf("y.jsonl", `${JSON.stringify(rows[0])}\n{"text_a":"alone"}`);
  await expect(makeTexts([single], order, () => false)).rejects.toThrow("y.jsonl, line 2: recombined is made of pairs");
});

test.each([
  [plain, "a.txt.gz: question-sentence is made of questions, which SQuAD's JSON has (.json or .json.gz)"],
  [fileOf("qa/b.json", { data: 1 }), "qa/b.json: not SQuAD's JSON"],
  [squad({ id: "q", question: 5 }), "qa/a.json, question 1: question and context are texts"],
])("a file without questions is one sentence", async (file, sentence) => {
  await expect(makeTexts([file], { rule: "question-sentence" }, nothing)).rejects.toThrow(sentence);
});

test("so is one of another kind", async () => {
  await expect(makeTexts([fileOf("a.csv", "x")], { rule: "part" }, nothing)).rejects.toThrow(
    "a.csv: part is made of plain text (.txt), texts (.jsonl) or SQuAD's JSON (.json), gzipped or not",
  );
});
