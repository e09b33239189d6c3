/** The pipelines against transformers' own, with the same weights: test/golden/pipelines.py. */
import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test } from "vitest";
import { bestAnswers, windowsFor } from "../../eval/answers/answer-question.ts";
import { codePointsOf } from "../../r2-assets/format/code-points.ts";
import golden from "../../test/golden/pipelines.json";
import type { LoadedModel } from "../runtime/loaded-model.ts";
import { getModel } from "../runtime/models.ts";
import { publish } from "../test/artefacts.ts";
import { tokenize } from "./classify.ts";
import { runEncodings } from "./run-encodings.ts";
import { type Aggregation, entitiesOf, tagPieces } from "./tag.ts";

let models: Record<"tagger" | "reader" | "scorer", LoadedModel>;
beforeEach(async () => {
  await publish("tagger", "reader", "scorer");
  const load = async (id: string) => {
    const lookup = await getModel(env, id);
    if (lookup.kind !== "found") throw new Error(`${id} is ${lookup.kind}`);
    return lookup.model;
  };
  models = { tagger: await load("tiny-tagger"), reader: await load("tiny-reader"), scorer: await load("tiny-scorer") };
});

/** onnxruntime and PyTorch add up in another order: float32 logits differ by some 1e-6. */
const close = (value: number) => expect.closeTo(value, 5);

interface Placed {
  score: number;
  start: number;
  end: number;
}
const inCodePoints = <T extends Placed>(text: string, answers: readonly T[]): T[] => {
  const count = codePointsOf(text);
  return answers.map((answer) => ({ ...answer, start: count(answer.start), end: count(answer.end) }));
};
const scoredAbout = <T extends Placed>(answers: readonly T[]) =>
  answers.map((answer) => ({ ...answer, score: close(answer.score) }));

describe("token classification", () => {
  test("logits of every token are PyTorch's", async () => {
    const encodings = golden.tagging.map(({ text }) => models.tagger.tokenizer.encodeWithOffsets(text));
    expect(encodings.map(({ ids }) => ids)).toEqual(golden.tagging.map(({ ids }) => ids));
    const logits = await runEncodings(models.tagger, encodings);
    for (const [i, row] of logits.entries()) expect([...row]).toEqual(golden.tagging[i]!.logits.flat().map(close));
  });

  test.each(["none", "simple", "first", "average", "max"] as const)(
    "%s: the entities are transformers'",
    async (how) => {
      const { tagger } = models;
      let compared = 0;
      for (const { text, entities } of golden.tagging) {
        const expected = (entities as Partial<Record<Aggregation, Placed[]>>)[how];
        if (expected === undefined) continue;
        const encoded = tagger.tokenizer.encodeWithOffsets(text);
        const [logits] = await runEncodings(tagger, [encoded]);
        const found: Placed[] = entitiesOf(tagPieces(tagger, text, encoded, logits!), tagger.card.labels, how);
        expect(inCodePoints(text, found)).toEqual(scoredAbout(expected));
        compared += found.length;
      }
      expect(compared).toBeGreaterThan(25);
    },
  );

  test("a word with a decomposed accent is a word of its own, unlike in transformers", async () => {
    const { tagger } = models;
    const text = "a cafe\u0301";
    const encoded = tagger.tokenizer.encodeWithOffsets(text);
    const [logits] = await runEncodings(tagger, [encoded]);
    const pieces = tagPieces(tagger, text, encoded, logits!);
    expect(pieces.map(({ goesOn }) => goesOn)).toEqual([false, false]);
  });
});

describe("question answering", () => {
  test("logits of every window are PyTorch's", async () => {
    let windows = 0;
    for (const { question, context, logits } of golden.reading) {
      if (logits === undefined) continue;
      const encoded = windowsFor(models.reader.tokenizer, { question, context }, { docStride: 8 });
      const found = await runEncodings(models.reader, encoded.windows);
      expect(found.map((row) => [...row])).toEqual(logits.map((row) => row.map(close)));
      windows += found.length;
    }
    expect(windows).toBeGreaterThan(5);
  });

  test("answers are transformers', over one window and several, with the empty one and without", async () => {
    for (const { question, context, parameters, answer } of golden.reading) {
      const encoded = windowsFor(models.reader.tokenizer, { question, context }, { docStride: parameters.doc_stride });
      const logits = await runEncodings(models.reader, encoded.windows);
      const found = bestAnswers(context, encoded, logits, {
        topK: parameters.top_k ?? 1,
        maxAnswerLength: parameters.max_answer_len,
        handleImpossibleAnswer: parameters.handle_impossible_answer ?? false,
        alignToWords: parameters.align_to_words ?? true,
      });
      for (const { answer: text, start, end } of found) expect(context.slice(start, end)).toBe(text);
      expect({ parameters, found: inCodePoints(context, found) }).toEqual({
        parameters,
        found: scoredAbout([answer].flat()),
      });
    }
  });
});

test("regression gives PyTorch's number", async () => {
  const texts = golden.scoring.map(({ text, text_pair }) => ({ text, textPair: text_pair }));
  const logits = await runEncodings(models.scorer, tokenize(models.scorer, texts).encodings);
  expect(logits.map(([score]) => score)).toEqual(golden.scoring.map(({ score }) => close(score)));
});
