import { readdir, readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { createTokenizer } from "../../r2-assets/format/tokenizer.ts";
import unigram from "../../test/golden/unigram.json" with { type: "json" };
import { isInText, type Place } from "./align-tokens.ts";
import { placed } from "./placed-tokenizer.ts";

const tokenizers = new URL("../../r2-assets/tokenizers/", import.meta.url);
const [file] = await readdir(tokenizers); // BERT's, which the published models share
const json = JSON.parse(await readFile(new URL(file!, tokenizers), "utf8"));
const open = (maxLength: number) => createTokenizer(json, { maxLength });
const words = (text: string, places: readonly Place[]) =>
  places.map((place) => (isInText(place) ? text.slice(place.start, place.end) : null));

test("every id has its place, special ones have none, and ids are those of the tokenizer itself", () => {
  const encoding = placed(open(32)).encode("Unbelievably good.");
  expect(encoding.ids).toEqual(open(32).encode("Unbelievably good.").ids);
  expect(encoding.places).toHaveLength(encoding.ids.length);
  expect(
    words("Unbelievably good.", encoding.places)
      .filter((word) => word !== null)
      .join(""),
  ).toBe("Unbelievablygood.");
  expect([encoding.places[0], encoding.places.at(-1)]).toEqual([null, null]);
});

test("encodings with offsets have the places of those without", () => {
  const [text, pair] = ["Unbelievably good.", "not at all"];
  const tokenizer = placed(open(8));
  const { pieces, ...one } = tokenizer.encodeWithOffsets(text);
  expect(one).toEqual(tokenizer.encode(text));
  const { pieces: both, secondAt, ...two } = tokenizer.encodePairWithOffsets(text, pair);
  expect(two).toEqual(tokenizer.encode(text, pair));
  expect([pieces, both, secondAt]).toEqual([
    open(8).encodeWithOffsets(text).pieces,
    open(8).encodePairWithOffsets(text, pair).pieces,
    two.ids.length - 1 - both[1].length,
  ]);
});

test.each([32, 9, 5, 3])("a pair within %i tokens: places count in their own text, cut as the ids are", (most) => {
  const pair = ["one two three four five", "six seven eight"] as const;
  const { ids, typeIds, places } = placed(open(most)).encode(...pair);
  expect(places).toHaveLength(ids.length);
  places.forEach((place, i) => {
    if (isInText(place)) expect(place.text).toBe(typeIds[i]);
  });
  const found = places.flatMap((place) =>
    isInText(place) ? [pair[place.text as 0 | 1].slice(place.start, place.end)] : [],
  );
  const [first, second] = [0, 1].map((text) => pair[text as 0 | 1].split(" "));
  const kept = places.filter((place) => isInText(place) && place.text === 0).length;
  expect(found).toEqual([...first!.slice(0, kept), ...second!.slice(0, found.length - kept)]);
});

test.each([32, 7, 4, 3])(
  "words within %i tokens: each token's place is in its own word, cut as the ids are",
  (most) => {
    const row = ["Unbelievably", "\u0000", "good", "antidisestablishment", "!"];
    const { places, ...encoding } = placed(open(most)).encodeWords(row);
    const { ids, firstPieces } = encoding;
    expect(encoding).toEqual(open(most).encodeWords(row));
    expect(places).toHaveLength(ids.length);
    expect([places[0], places.at(-1)]).toEqual([null, null]);
    const found = row.map((word, text) =>
      words(
        word,
        places.filter((place) => isInText(place) && place.text === text),
      ).join(""),
    );
    const shown = row.map((word) => (word === "\u0000" ? "" : word)).join("");
    expect(shown.startsWith(found.join(""))).toBe(true);
    for (const [word, first] of firstPieces.entries())
      if (first !== null) expect(places[first]).toMatchObject({ text: word, start: 0 });
  },
);

test.each([40, 9, 6])("a pair in XLM-R's way within %i tokens: its second separator goes with the first", (most) => {
  const pair = ["The river sang.", "Der Fluss sang."] as const;
  const tokenizer = createTokenizer(unigram.tokenizer, { maxLength: most });
  const { ids, places } = placed(tokenizer).encode(...pair);
  expect(places).toHaveLength(ids.length);
  places.forEach((place, i) => {
    if (!isInText(place)) expect(["<s>", "</s>"]).toContain(tokenizer.tokenOf(ids[i]!));
    else {
      const text = pair[place.text as 0 | 1];
      const token = tokenizer.tokenOf(ids[i]!).replace("▁", "");
      if (token !== "") expect(text.slice(place.start, place.end)).toBe(token);
    }
  });
  expect(places.filter((place) => place === "with")).toHaveLength(1);
  expect(places.indexOf("with")).toBe(ids.indexOf(2) + 1);
});
