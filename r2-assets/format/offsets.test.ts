/** Places of tokens, against Hugging Face's Rust tokenizers. */
import { describe, expect, test } from "vitest";
import golden from "../../test/golden/offsets.json" with { type: "json" };
import { codePointsOf } from "./code-points.ts";
import { createTokenizer, type Piece } from "./tokenizer.ts";

const open = (settings: object = golden.groups[0]!.settings, maxLength = 1024) =>
  createTokenizer({ ...golden.tokenizer, normalizer: { type: "BertNormalizer", ...settings } }, { maxLength });

/** As the golden file counts: in code points, one pair after the other. */
function offsetsOf(text: string, pieces: readonly Piece[]): number[] {
  const inCodePoints = codePointsOf(text);
  return pieces.flatMap(({ start, end }) => [inCodePoints(start), inCodePoints(end)]);
}

describe.each(golden.groups)("$name", ({ settings, cases }) => {
  test("every token of every text lies where the Rust tokenizers say, in the word that they say", () => {
    const tokenizer = open(settings);
    for (const { text, ids, offsets, words } of cases) {
      const { pieces } = tokenizer.encodeWithOffsets(text);
      const found = {
        ids: pieces.map(({ id }) => id),
        offsets: offsetsOf(text, pieces),
        words: pieces.map((p) => p.word),
      };
      expect({ text, ...found }).toEqual({ text, ids, offsets, words });
    }
  });

  test("with offsets or without, the tokens are the same", () => {
    const tokenizer = open(settings);
    for (const { text } of cases) {
      const { pieces, ...encoding } = tokenizer.encodeWithOffsets(text);
      expect(encoding).toEqual(tokenizer.encode(text));
      expect(encoding.ids.slice(1, -1)).toEqual(pieces.map(({ id }) => id));
    }
  });
});

test("offsets are UTF-16 units: what they cut out of the text is the token's own piece", () => {
  const text = "😀 Élan 𠮷野 e\u0301te\u0301 İs";
  const pieces = open().encodeWithOffsets(text).pieces;
  expect(
    [...new Set(pieces.map(({ word }) => word))].map((word) => {
      const own = pieces.filter((piece) => piece.word === word);
      return text.slice(own[0]!.start, own.at(-1)!.end);
    }),
  ).toEqual(["😀", "Élan", "𠮷", "野", "e\u0301te", "İs"]); // the last accent has no letter of its own
});

test("truncation cuts pieces and tokens alike", () => {
  const encoded = open(undefined, 6).encodeWithOffsets("the un-believable film");
  expect(encoded).toMatchObject({ truncated: true });
  expect(encoded.ids).toHaveLength(6);
  expect(encoded.pieces.map(({ id }) => id)).toEqual(encoded.ids.slice(1, -1));
});

describe("windows", () => {
  test.each(golden.windows)(
    "$question | $max_length | $stride",
    ({ question, context, max_length, stride, windows }) => {
      const encoded = open().encodeWindows(question, context, { maxLength: max_length, stride });
      expect(encoded.truncated).toBe(false);
      expect(
        encoded.windows.map(({ ids, typeIds, contextAt, from, to }) => ({
          ids,
          type_ids: typeIds,
          offsets: offsetsOf(context, encoded.context.slice(from, to)),
          contextAt: ids.indexOf(3) + 1 === contextAt, // after the first [SEP]
        })),
      ).toEqual(windows.map((window) => ({ ...window, contextAt: true })));
    },
  );

  test("a long question is cut to half a window, a wide stride to half the context's part", () => {
    const { windows, context, truncated } = open().encodeWindows("the film ".repeat(50), "a b c d ".repeat(10), {
      maxLength: 23,
      stride: 1000,
    });
    expect(truncated).toBe(true);
    expect(context).toHaveLength(40);
    expect(windows.map(({ contextAt, from, to }) => [contextAt, from, to])).toEqual(
      [0, 5, 10, 15, 20, 25, 30].map((from) => [12, from, from + 10]),
    );
  });

  test("a context without pieces has one window without context", () => {
    const { windows, context } = open().encodeWindows("a", "\u0000", { stride: 4 });
    expect(context).toEqual([]);
    expect(windows).toMatchObject([{ typeIds: [0, 0, 0, 1], from: 0, to: 0 }]);
  });
});

describe("words", () => {
  test.each(golden.words)("$words | $max_length", ({ words, max_length, ids, word_ids }) => {
    const encoded = open(undefined, max_length).encodeWords(words);
    expect(encoded.ids).toEqual(ids);
    expect(encoded.firstPieces).toEqual(
      words.map((_, word) => (word_ids as (number | null)[]).indexOf(word)).map((at) => (at === -1 ? null : at)),
    );
  });
});
