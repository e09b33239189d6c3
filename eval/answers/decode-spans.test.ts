import { expect, test } from "vitest";
import { bestAnswers, judgeAnswer } from "./answer-question.ts";
import { decodeSpans } from "./decode-spans.ts";

/** `[CLS] q [SEP] a b c d [SEP]`; logits as start, end of each token. */
const logits = (cls: [number, number], ...context: [number, number][]) =>
  Float32Array.from([cls, [50, 50], [50, 50], ...context, [50, 50]].flat());
const window = (from: number, to: number) => ({ ids: [], typeIds: [], contextAt: 3, from, to });
const context = "Ada met Bob there";
const words = [...context.matchAll(/\w+/g)];
const pieces = words.map(({ 0: word, index }, i) => ({ id: i, start: index, end: index + word.length, word: i }));
const encoded = { windows: [window(0, 4)], context: pieces, truncated: false };

test("an answer never ends before it begins, lies outside the context or is longer than allowed", () => {
  const row = logits([0, 0], [1, 9], [2, 0], [9, 1], [0, 8]);
  const { spans } = decodeSpans(row, window(0, 4), { most: 99, maxPieces: 2 });
  expect(spans.map(({ first, last }) => `${first}${last}`).sort()).toEqual(["00", "01", "11", "12", "22", "23", "33"]);
  expect(spans[0]).toMatchObject({ first: 2, last: 3, logit: 17 });
  expect(decodeSpans(row, window(0, 4), { most: 3, maxPieces: 2 }).spans).toEqual(spans.slice(0, 3));
});

test("probabilities are over the context and [CLS] alone", () => {
  const { spans, none } = decodeSpans(logits([0, 0], [0, 0]), window(0, 1), { most: 9, maxPieces: 9 });
  expect(spans).toEqual([{ first: 0, last: 0, probability: 0.25, logit: 0 }]);
  expect(none).toEqual({ probability: 0.25, logit: 0 });
});

test("no answer when [CLS] is better than the best span by more than the threshold", () => {
  const row = logits([4, 3], [0, 0], [0, 0], [5, 0], [0, 1]);
  expect(judgeAnswer(context, encoded, [row])).toEqual({
    answer: "",
    noAnswerProbability: expect.closeTo(1 / (1 + Math.exp(-1)), 12), // 7 against 6
  });
  expect(judgeAnswer(context, encoded, [row], { threshold: 1 }).answer).toBe("Bob there");
  expect(judgeAnswer(context, encoded, [row], { threshold: 1, maxAnswerLength: 1 }).answer).toBe("");
});

test("over several windows the best span counts, and the least [CLS]", () => {
  const two = { ...encoded, windows: [window(0, 2), window(2, 4)] };
  const rows = [logits([9, 9], [1, 1], [0, 0]), logits([1, 1], [6, 0], [0, 5])];
  expect(judgeAnswer(context, two, rows)).toEqual({
    answer: "Bob there",
    noAnswerProbability: expect.closeTo(1 / (1 + Math.exp(9)), 12), // 2 against 11
  });
});

test("a context without pieces has no answer", () => {
  const empty = { windows: [window(0, 0)], context: [], truncated: false };
  expect(judgeAnswer("\u0000", empty, [logits([0, 0])])).toEqual({ answer: "", noAnswerProbability: 1 });
  expect(bestAnswers("\u0000", empty, [logits([0, 0])])).toEqual([{ answer: "", score: 0, start: 0, end: 0 }]);
});

test("equal answers are one, with the sum of their scores, under the place of the likelier", () => {
  const twice = "Bob met bob";
  const found = [...twice.matchAll(/\w+/g)].map(({ 0: word, index }, i) => ({
    id: i,
    start: index,
    end: index + word.length,
    word: i,
  }));
  const row = logits([0, 0], [3, 3], [-20, -20], [3.5, 3.5]);
  const [best] = bestAnswers(twice, { windows: [window(0, 3)], context: found, truncated: false }, [row], {
    maxAnswerLength: 1,
  });
  const total = 1 + Math.exp(3) + Math.exp(3.5) + Math.exp(-20);
  expect(best).toEqual({
    answer: "bob",
    score: expect.closeTo((Math.exp(6) + Math.exp(7)) / total ** 2, 9),
    start: 8,
    end: 11,
  });
});
