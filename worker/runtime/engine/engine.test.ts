/** The engine against onnxruntime and PyTorch, on every kind of tiny artefact; and what must not depend on neighbours, binary or what came before. */
import { describe, expect, test } from "vitest";
import type { Card } from "../../../r2-assets/format/card.ts";
import { CARD_FILE, TOKENIZER_FILE, WEIGHTS_FILE } from "../../../r2-assets/format/keys.ts";
import { padBatch } from "../../../r2-assets/format/padded-batch.ts";
import { createTokenizer } from "../../../r2-assets/format/tokenizer.ts";
import golden from "../../../test/golden/classify.json";
import { tinyFiles } from "../../test/artefacts.ts";
import { createOrtSession } from "../ort.ts";
import { complete, createEngine } from "./engine.ts";
import plain from "./kernels/plain.wasm";
import relaxed from "./kernels/relaxed.wasm";

const MB = 2 ** 20;
const ROOM = { most: 16 * MB };
const NAMES = [
  "teacher",
  "student",
  "int8",
  "pooled",
  "pooled8",
  "widened",
  "widened8",
  "rectified",
  "rectified8",
  "topics",
  "tagger",
  "intents",
  "reader",
  "scorer",
] as const;

const engine = createEngine(relaxed, ROOM);

function tiny(name: (typeof NAMES)[number]) {
  const files = tinyFiles(name);
  const card = JSON.parse(new TextDecoder().decode(files[CARD_FILE])) as Card;
  return { files, card, weights: files[WEIGHTS_FILE]! };
}

function opened(name: (typeof NAMES)[number], on = engine) {
  const { card, weights } = tiny(name);
  return on.prepare(card, weights).open();
}

const tokenizer = createTokenizer(JSON.parse(new TextDecoder().decode(tinyFiles("teacher")[TOKENIZER_FILE])), {
  maxLength: 32,
});
const texts = golden.cases.map(({ text, text_pair }) => tokenizer.encode(text, text_pair));

test("logits equal those of PyTorch", () => {
  const model = opened("teacher");
  const answers = complete(model.run(texts));
  golden.cases.forEach(({ logits }, i) => {
    for (const [k, value] of logits.entries()) expect(answers[i]![k]).toBeCloseTo(value, 5);
  });
  model.release();
});

describe.each(NAMES)("%s", (name) => {
  test("answers as onnxruntime does", async () => {
    const { files, card } = tiny(name);
    const session = await createOrtSession(files as Record<string, Uint8Array>);
    const model = opened(name);
    const answers = complete(model.run(texts));
    for (const [i, text] of texts.entries()) {
      const theirs = (await session.run(padBatch([text], { padId: tokenizer.padId })))!;
      expect(answers[i]).toHaveLength(theirs.length);
      // In integers, onnxruntime's activations have eight bits, the engine's seven.
      const most = card.storage === "i8" ? 0.1 : 1e-4;
      theirs.forEach((value, k) => {
        expect(Math.abs(answers[i]![k]! - value)).toBeLessThan(most);
      });
    }
    await session.release();
    model.release();
  });

  test("a text's bits depend on no other text", () => {
    const model = opened(name);
    const together = complete(model.run(texts));
    const backwards = complete(model.run(texts.toReversed())).toReversed();
    expect(backwards).toEqual(together);
    expect(texts.map((text) => complete(model.run([text]))[0])).toEqual(together);
    model.release();
  });

  test("both binaries give the same bits for integers, and nearly the same for floats", () => {
    const [a, b] = [opened(name), opened(name, createEngine(plain, ROOM))].map((model) => complete(model.run(texts)));
    if (tiny(name).card.storage === "i8") expect(a).toEqual(b);
    for (const [i, answer] of a!.entries())
      for (const [k, value] of answer.entries()) expect(value).toBeCloseTo(b![i]![k]!, 5);
  });
});

test("two runs whose slices take turns answer as each does alone", () => {
  const [a, b] = [opened("teacher"), opened("int8")];
  const alone = [complete(a.run(texts)), complete(b.run(texts))];
  const running = [a.run(texts), b.run(texts)];
  const answers: Float32Array[][] = [[], []];
  while (running.some((_, i) => answers[i]!.length === 0))
    running.forEach((work, i) => {
      const { done, value } = work.next();
      if (done && value !== undefined) answers[i] = value;
    });
  expect(answers).toEqual(alone);
  for (const model of [a, b]) model.release();
});

test("a run that is left, a model that is released and one that is refused give back what they held", () => {
  const fresh = createEngine(relaxed, ROOM);
  const model = opened("teacher", fresh);
  const { held } = fresh.memory;
  const left = model.run(texts);
  left.next();
  expect(fresh.memory.held).toBeGreaterThan(held);
  left.return([]);
  expect(fresh.memory.held).toBe(held);

  const running = model.run(texts);
  running.next();
  model.release();
  model.release();
  expect(() => running.next()).toThrow("the model was released while it was at work");
  expect(fresh.memory.held).toBe(0);

  const { size } = fresh.memory;
  for (let i = 0; i < 100; i++) {
    const again = opened(NAMES[i % NAMES.length]!, fresh);
    complete(again.run(texts));
    again.release();
  }
  expect(fresh.memory.size).toBeLessThanOrEqual(Math.max(size, MB));
});

test("what does not fit its card is refused in one sentence, and the next model opens", () => {
  const { card, weights } = tiny("teacher");
  const bert = card.architecture as Extract<Card["architecture"], { kind: "bert" }>;
  const prepare = (architecture: Card["architecture"]) => () => engine.prepare({ ...card, architecture }, weights);
  expect(prepare({ ...bert, encoder: { ...bert.encoder, layers: 3 } })).toThrow(
    "the weights have no tensor bert.encoder.layer.2.attention.self.query.weight, which the card's architecture needs",
  );
  expect(prepare({ ...bert, head: { ...bert.head, out: 3 } })).toThrow(/tensor classifier\.weight is \[2,\d+\], but/);
  expect(prepare({ ...bert, encoder: { ...bert.encoder, heads: 3 } })).toThrow(
    "the card's architecture has 3 heads, which do not divide its width of 32",
  );
  expect(prepare({ ...bert, encoder: { ...bert.encoder, heads: 0 } })).toThrow("has 0 heads");
  expect(prepare({ ...bert, encoder: { ...bert.encoder, ffn: 32 } })).toThrow(
    "the card's architecture says 64 for encoder.intermediate.out, where its other parts need 32",
  );
  expect(() => createEngine(relaxed, { most: 65_536 }).prepare(card, weights).open()).toThrow(
    /^the engine has no room for 0\.\d MB: it holds 0\.0 of the 0\.1 MB that it may have$/,
  );
  const model = opened("teacher");
  expect(() => complete(model.run([{ ids: [], typeIds: [] }]))).toThrow("a text has no tokens");
  expect(() => complete(model.run([{ ids: [99_999], typeIds: [0] }]))).toThrow("there is no token 99999");
  expect(() => complete(model.run([{ ids: new Array(600).fill(1), typeIds: new Array(600).fill(0) }]))).toThrow(
    /^a text has 600 tokens, and the model \d+ positions$/,
  );
  expect(complete(model.run(texts))).toHaveLength(texts.length);
  model.release();
});
