import { expect, test } from "vitest";
import type { Card } from "../../r2-assets/format/card.ts";
import { rowSeconds } from "./row-cost.ts";

/** Six layers of 384, as the MiniLM teacher has. */
const card = {
  max_length: 128,
  architecture: { kind: "bert", embeddings: {}, encoder: { layers: 6, width: 384, ffn: 1536 } },
} as unknown as Pick<Card, "max_length" | "architecture">;

const text = (tokens: number) => "abc".repeat(tokens);
const seconds = (tokens: number) => rowSeconds("classification", { id: "1", text_a: text(tokens), label: "x" }, card);

test("a row is expected to cost two to five times what it was measured to", () => {
  expect(seconds(32)).toBeGreaterThan(2 * 0.018);
  expect(seconds(32)).toBeLessThan(5 * 0.018);
  expect(seconds(125)).toBeGreaterThan(2 * 0.061);
  expect(seconds(125)).toBeLessThan(5 * 0.061);
});

test("beyond the model's length a text costs no more", () => {
  expect(seconds(125)).toBe(seconds(10_000));
  expect(seconds(60)).toBeLessThan(seconds(125));
});

test("both texts of a pair count, whatever script they are in", () => {
  const pair = rowSeconds("regression", { id: "1", text_a: text(20), text_b: text(30), label: 1 }, card);
  expect(pair).toBe(seconds(50));
  const chinese = rowSeconds("tagging", { id: "1", tokens: Array(50).fill("字"), tags: Array(50).fill("O") }, card);
  expect(chinese).toBe(seconds(50));
});

test("a behavioural row costs a run a text", () => {
  const row = { id: "1", test: "t", type: "INV", capability: "c", expect: null } as const;
  const cost = rowSeconds("behavioural", { ...row, texts: [[text(20)], [text(20), text(10)]] }, card);
  expect(cost).toBeCloseTo(seconds(20) + seconds(30), 12);
});

test("a question costs a run a window of its context", () => {
  const ask = (tokens: number) =>
    rowSeconds("question-answering", { id: "1", question: text(20), context: text(tokens), answers: [] }, card);
  expect(ask(50)).toBe(seconds(70));
  // 105 tokens of the context a window, 53 of them new.
  expect(ask(105)).toBeCloseTo(seconds(125), 12);
  expect(ask(106)).toBeCloseTo(2 * seconds(125), 12);
  expect(ask(1000)).toBeCloseTo((1 + Math.ceil((1000 - 105) / 53)) * seconds(125), 12);
});
