import { env } from "cloudflare:workers";
import { beforeEach, expect, test } from "vitest";
import { toIob2 } from "../../eval/tags/to-iob2.ts";
import type { BertArchitecture } from "../../r2-assets/format/bert-architecture.ts";
import type { LoadedModel } from "../runtime/loaded-model.ts";
import { getModel } from "../runtime/models.ts";
import { publish } from "../test/artefacts.ts";
import { answerRows } from "./answer-rows.ts";
import { rank, type TextInput, tokenize } from "./classify.ts";
import { runEncodings } from "./run-encodings.ts";

beforeEach(() => publish("teacher", "topics", "tagger", "intents", "reader", "scorer"));

async function load(id: string): Promise<LoadedModel> {
  const lookup = await getModel(env, id);
  if (lookup.kind !== "found") throw new Error(`${id} is ${lookup.kind}`);
  return lookup.model;
}

/** The model with every logit NaN. */
const broken = (model: LoadedModel): LoadedModel => ({
  ...model,
  run: async (batch) => (await model.run(batch)).fill(Number.NaN),
});
const NOT_NUMBERS = { error: "the model's logits are not numbers" };

const logitsOf = (model: LoadedModel, inputs: readonly TextInput[]) =>
  runEncodings(model, tokenize(model, inputs).encodings);

const TEXTS = ["a warm film", "dull and slow", "never watch it again"];
const textRows = <T>(label: T, texts = TEXTS) => texts.map((text_a, i) => ({ id: `${i}`, text_a, label }));

test("classification answers what the pipeline does, with all its scores", async () => {
  const model = await load("tiny-teacher");
  const logits = await logitsOf(
    model,
    TEXTS.map((text) => ({ text })),
  );
  const answers = await answerRows("classification", model, textRows("positive"), {});
  expect(answers).toEqual(
    logits.map((row) => {
      const ranked = rank(model.card.labels, row);
      return {
        label: ranked[0]!.label,
        scores: Object.fromEntries(ranked.map(({ label, score }) => [label, score])),
      };
    }),
  );
  expect(await answerRows("classification", broken(model), textRows("x"), {})).toEqual(Array(3).fill(NOT_NUMBERS));
});

test("rows that a request could not ask about are errors, and shift no other row, of more than a batch", async () => {
  const model = await load("tiny-teacher");
  const texts = Array.from({ length: 20 }, (_, i) => (i % 5 === 3 ? " \n" : `film ${i % 4}`));
  texts[7] = "x".repeat(32_769);
  const answers = await answerRows("classification", model, textRows("negative", texts), {});
  for (const [i, text] of texts.entries()) {
    const [alone] = await answerRows("classification", model, textRows("negative", [text]), {});
    expect(answers[i]).toEqual(alone);
  }
  expect(answers[3]).toEqual({ error: "the text is blank" });
  expect(answers[7]).toEqual({ error: "the text is longer than 32768 UTF-16 units" });
});

test("mapped labels are merged before the best is taken", async () => {
  const topics = await load("tiny-topics");
  const label_map = { arts: "soft", sport: "hard", science: "hard" };
  const [plain] = await answerRows("classification", topics, textRows("hard", [TEXTS[0]!]), {});
  const [mapped] = await answerRows("classification", topics, textRows("hard", [TEXTS[0]!]), { label_map });
  const { arts, sport, science } = (plain as { scores: Record<string, number> }).scores;
  expect(mapped).toEqual({
    label: sport! + science! > arts! ? "hard" : "soft",
    scores: { soft: arts, hard: expect.closeTo(sport! + science!, 12) },
  });
});

test("regression answers the number itself", async () => {
  const model = await load("tiny-scorer");
  const rows = textRows(2.5).map((row) => ({ ...row, text_b: "the plot" }));
  const logits = await logitsOf(
    model,
    TEXTS.map((text) => ({ text, textPair: "the plot" })),
  );
  const scores = logits.map(([score]) => score!);
  expect(await answerRows("regression", model, rows, {})).toEqual(scores.map((score) => ({ score })));
  expect(new Set(scores).size).toBe(3);
  expect(await answerRows("regression", broken(model), rows, {})).toEqual(Array(3).fill(NOT_NUMBERS));
});

test("tagging gives every word a tag: its first piece's, or O past the limit and for a word without pieces", async () => {
  const model = await load("tiny-tagger");
  const tokens = ["an", "unwatchable", "\u0000", "film", ...Array<string>(40).fill("the")];
  const row = { id: "1", tokens, tags: tokens.map(() => "O") };
  const [answer] = await answerRows("tagging", model, [row], {});
  const { tags } = answer as { tags: string[] };

  const { ids, firstPieces } = model.tokenizer.encodeWords(tokens);
  const [logits] = [
    await model.run({
      inputIds: Int32Array.from(ids),
      attentionMask: new Int32Array(ids.length).fill(1),
      tokenTypeIds: new Int32Array(ids.length),
      batch: 1,
      length: ids.length,
    }),
  ];
  const labelAt = (token: number) => {
    const own = [...logits.slice(token * 5, token * 5 + 5)];
    return model.card.labels[own.indexOf(Math.max(...own))];
  };
  expect(ids).toHaveLength(32);
  expect(tags).toEqual(toIob2(firstPieces.map((token) => (token === null ? "O" : labelAt(token)!))));
  expect(firstPieces[2]).toBeNull();
  expect(tags.slice(0, 10).some((tag) => tag !== "O")).toBe(true);
  expect(tags.at(-1)).toBe("O");
  expect(await answerRows("tagging", broken(model), [row], {})).toEqual([NOT_NUMBERS]);
});

test("a row with slots gets tags besides from a model that has some: those of a tagger with the same head", async () => {
  const [model, tagger] = [await load("tiny-intents"), await load("tiny-tagger")];
  const texts = ["an unwatchable  film", " we loved the charming actors", `the ${"film ".repeat(40)}`];
  const slots = (text: string) => text.split(" ").filter(Boolean);
  const plain = await answerRows("classification", model, textRows("ask", texts), {});
  const rows = textRows("ask", texts).map((row) => ({ ...row, slots: slots(row.text_a).map(() => "O") }));
  const words = texts.map((text, i) => ({ id: `${i}`, tokens: slots(text), tags: slots(text).map(() => "O") }));
  const tags = (await answerRows("tagging", tagger, words, {})) as { tags: string[]; repaired: number }[];
  expect(await answerRows("classification", model, rows, {})).toEqual(
    plain.map((each, i) => ({ ...each, ...tags[i] })),
  );
  expect(tags.some(({ tags }) => tags.some((tag) => tag !== "O"))).toBe(true);
  expect(plain.some((each) => "tags" in each)).toBe(false);
  expect(plain.map((each) => Object.keys((each as { scores: object }).scores))).toEqual(Array(3).fill(["ask", "tell"]));

  const without = await answerRows("classification", await load("tiny-teacher"), rows, {});
  expect(without.some((each) => "tags" in each)).toBe(false);
  expect(await answerRows("classification", broken(model), rows, {})).toEqual(Array(3).fill(NOT_NUMBERS));
});

test("the words of a pair's first text have tags, those of its second none", async () => {
  const model = await load("tiny-intents");
  const row = { id: "1", text_a: "a warm film", text_b: "it was", label: "ask", slots: ["O", "O", "O"] };
  const [answer] = (await answerRows("classification", model, [row], {})) as { label: string; tags: string[] }[];
  const [logits] = await logitsOf(model, [{ text: row.text_a, textPair: row.text_b }]);
  const { labels, slots } = model.card;
  expect(answer!.label).toBe(rank(labels, logits!)[0]!.label);
  const said = [1, 2, 3].map((token) => {
    const own = [...logits!.subarray(2 + token * 5, 7 + token * 5)];
    return slots![own.indexOf(Math.max(...own))]!;
  });
  expect(answer!.tags).toEqual(toIob2(said));
});

test("question answering gives a piece of the context and how likely there is none, contexts of several windows too", async () => {
  const model = await load("tiny-reader");
  const contexts = ["The film was Charming.", `${"A slow story. ".repeat(30)}The ENDING was great`, " "];
  const rows = contexts.map((context, i) => ({
    id: `${i}`,
    question: "was it good?",
    context,
    answers: [],
    is_impossible: true,
  }));
  const answers = await answerRows("question-answering", model, rows, { unanswerable: 3 });
  const forced = await answerRows("question-answering", model, rows.slice(0, 2), {});
  expect(forced.every((answer) => "answer" in answer && answer.answer !== "")).toBe(true);
  for (const [i, answer] of answers.slice(0, 2).entries()) {
    const { answer: text, no_answer_probability: none } = answer as { answer: string; no_answer_probability: number };
    expect(contexts[i]).toContain(text);
    expect(text === "").toBe(none > 0.5);
  }
  expect(answers[2]).toEqual({ error: "the context is blank" });
  const [blank] = await answerRows("question-answering", model, [{ ...rows[0]!, question: "" }], {});
  expect(blank).toEqual({ error: "the question is blank" });
  expect(await answerRows("question-answering", broken(model), [rows[0]!], {})).toEqual([NOT_NUMBERS]);
});

test("behavioural rows get a label a text, and equal texts are classified once", async () => {
  const model = await load("tiny-teacher");
  let asked = 0;
  const counting: LoadedModel = {
    ...model,
    run(batch) {
      asked += batch.batch;
      return model.run(batch);
    },
  };
  const row = (texts: [string][]) =>
    ({ id: "1", test: "t", type: "INV", capability: "c", texts, expect: null }) as const;
  const rows = [row([["a warm film"], ["dull"], ["a warm film"]]), row([["dull"], [" "]])];
  const [first, second] = await answerRows("behavioural", counting, rows, {});
  const alone = await answerRows("classification", model, textRows("x", ["a warm film", "dull"]), {});
  const { labels, scores } = first as { labels: string[]; scores: Record<string, number>[] };
  expect(labels.map((label, i) => ({ label, scores: scores[i] }))).toEqual([alone[0], alone[1], alone[0]]);
  expect(asked).toBe(2);
  expect(second).toEqual({ error: "the text is blank" });
});

test("a row whose tokens the model has no place for is that row's error, and shifts no other", async () => {
  const model = await load("tiny-teacher");
  const bert = model.card.architecture as BertArchitecture;
  const oneType: LoadedModel = {
    ...model,
    card: {
      ...model.card,
      architecture: {
        ...bert,
        embeddings: { ...bert.embeddings, token_type: { ...bert.embeddings.token_type!, rows: 1 } },
      },
    },
  };
  const rows = textRows("negative").map((row, i) => (i === 1 ? { ...row, text_b: "quick" } : row));
  const answers = await answerRows("classification", oneType, rows, {});
  const alone = await answerRows("classification", model, textRows("negative"), {});
  expect(answers[1]).toEqual({ error: "the model has one token type: it cannot be asked about a pair of texts" });
  for (const i of [0, 2]) {
    const { scores } = answers[i] as { scores: Record<string, number> };
    for (const [label, score] of Object.entries((alone[i] as (typeof answers)[0] & { scores: object }).scores!))
      expect(scores[label]).toBeCloseTo(score as number, 5); // two rows in a batch for three
  }
});
