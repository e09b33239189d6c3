import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { createTokenizer } from "../../r2-assets/format/tokenizer.ts";
import unigram from "../../test/golden/unigram.json" with { type: "json" };
import { choosePieces, prunedTokenizer, rowsOfOther } from "./prune-vocabulary.ts";
import { seededRandom } from "./random.ts";

const wordPiece = readFileSync(new URL("../../test/golden/tokenizer.json", import.meta.url), "utf8");
const FILES = {
  WordPiece: JSON.stringify(JSON.parse(wordPiece).tokenizer),
  Unigram: JSON.stringify(unigram.tokenizer),
};

const open = (json: string) => createTokenizer(JSON.parse(json), { maxLength: 1000 });

describe.each(Object.entries(FILES))("%s", (kind, json) => {
  const whole = open(json);
  const size = whole.largest.id + 1;
  const tokens = Array.from({ length: size }, (_, id) => whole.tokenOf(id));
  const random = seededRandom(19);
  const someText = (from: readonly string[]) =>
    Array.from({ length: 1 + Math.floor(8 * random()) }, () => from[Math.floor(random() * from.length)]!)
      .map((token) => token.replace("##", "").replaceAll("▁", " "))
      .join(random() < 0.5 ? "" : " ");

  test("every text whose pieces are all kept is cut into the same pieces", () => {
    let compared = 0;
    for (let round = 0; round < 60; round++) {
      const share = [0.02, 0.1, 0.3, 0.9][round % 4]!;
      const kept = new Set(tokens.flatMap((_, id) => (random() < share ? [id] : [])));
      const { tokenizer, rows } = prunedTokenizer(json, kept);
      const pruned = open(tokenizer);
      const has = new Set(rows);
      const texts = Array.from({ length: 200 }, () => someText([...kept].map((id) => tokens[id]!)));
      for (const text of texts) {
        const { ids } = whole.encode(text);
        const isUnknown = kind === "WordPiece" && ids.includes(whole.unknownId); // a word of unknown parts
        if (isUnknown || !ids.every((id) => has.has(id))) continue;
        const old = pruned.encode(text).ids.map((id) => rows[id]);
        expect({ text, ids: old }).toEqual({ text, ids });
        compared++;
      }
    }
    expect(compared).toBeGreaterThan(2000);
  });

  test("what the file needs is kept, numbered anew in the old order", () => {
    const { tokenizer, rows } = prunedTokenizer(json, []);
    const pruned = open(tokenizer);
    expect([...rows]).toEqual([...rows].sort((a, b) => a - b));
    expect(Array.from(rows, (_, id) => pruned.tokenOf(id))).toEqual(Array.from(rows, (row) => whole.tokenOf(row)));
    const needed = [whole.padId, whole.unknownId, ...whole.encode("", "").ids];
    expect([...rows]).toEqual(expect.arrayContaining(needed));
    expect([pruned.padId, pruned.unknownId].map((id) => rows[id])).toEqual([whole.padId, whole.unknownId]);
    expect(pruned.encode("", "").ids.map((id) => rows[id])).toEqual(whole.encode("", "").ids);
  });

  test("byte for byte the same, whatever the order; all pieces kept, only cutting and padding go", () => {
    const ids = tokens.map((_, id) => id);
    expect(prunedTokenizer(json, ids.slice(9, 90)).tokenizer).toBe(
      prunedTokenizer(json, ids.slice(9, 90).reverse()).tokenizer,
    );
    const { tokenizer, rows } = prunedTokenizer(json, ids);
    expect(JSON.parse(tokenizer)).toEqual({ ...JSON.parse(json), truncation: null, padding: null });
    expect([...rows]).toEqual(ids);
  });

  test("pruned again it is what it would have been at once", () => {
    const [many, few] = [tokens.map((_, id) => id).filter((id) => id % 3 > 0), [7, 8, 11, 40]];
    const first = prunedTokenizer(json, many);
    const now = [...first.rows].flatMap((row, id) => (few.includes(row) ? [id] : []));
    const { tokenizer } = prunedTokenizer(first.tokenizer, now);
    expect(tokenizer).toBe(
      prunedTokenizer(
        json,
        few.filter((id) => first.rows.includes(id)),
      ).tokenizer,
    );
  });

  test("another tokenizer's rows are found by the tokens", () => {
    const { tokenizer, rows } = prunedTokenizer(json, [5, 9, 30]);
    expect(rowsOfOther(tokenizer, json)).toEqual(rows);
    const back = rowsOfOther(json, tokenizer);
    expect([...back].filter((row) => row >= 0)).toHaveLength(rows.length);
    expect(back[rows.at(-1)!]).toBe(rows.length - 1);
  });
});

describe("the choice of pieces", () => {
  const json = FILES.Unigram;
  const whole = open(json);
  const counts = new Array<number>(whole.largest.id + 1).fill(0);
  const idOf = (token: string) => whole.encode(token).ids.slice(1, -1);
  for (const id of whole.encode("The river and the river, the lighthouse.").ids) counts[id]!++;
  const names = (ids: readonly number[]) => ids.map((id) => whole.tokenOf(id));

  test("all that occur, and none besides", () => {
    const chosen = choosePieces(json, counts, {});
    expect(chosen).toEqual(counts.flatMap((count, id) => (count > 0 && id > 3 ? [id] : []))); // special ones are kept anyhow
  });

  test("the most frequent, with the characters of all that occur", () => {
    const chosen = choosePieces(json, counts, { most: 3 });
    const three = counts
      .map((count, id) => ({ id, count: [0, 2].includes(id) ? 0 : count })) // <s> and </s> are kept anyhow
      .sort((a, b) => b.count - a.count || a.id - b.id)
      .slice(0, 3);
    expect(chosen).toEqual(expect.arrayContaining(three.map(({ id }) => id)));
    const rest = chosen.filter((id) => !three.some((each) => each.id === id));
    expect(names(rest).every((token) => [...token].length === 1)).toBe(true);
    expect(names(chosen)).toEqual(expect.arrayContaining(["▁", "l", "g", "T"]));
    expect(names(chosen)).not.toContain("/"); // of </s>, which is no word of the text
    const pruned = open(prunedTokenizer(json, chosen).tokenizer);
    expect(pruned.encode("The river and the lighthouse.").ids).not.toContain(pruned.unknownId);
  });

  test("those that occur so often", () => {
    const chosen = choosePieces(json, counts, { at_least: 2 });
    expect(chosen).toEqual(expect.arrayContaining(counts.flatMap((count, id) => (count > 1 && id > 3 ? [id] : []))));
    expect(chosen.filter((id) => counts[id] === 1 && [...whole.tokenOf(id)].length > 1)).toEqual([]);
    expect(idOf("q").every((id) => chosen.includes(id))).toBe(false);
  });

  test("of WordPiece a character is kept as it begins a word and as it goes on", () => {
    const bert = open(FILES.WordPiece);
    const seen = new Array<number>(bert.largest.id + 1).fill(0);
    for (const id of bert.encode("unbelievable").ids) seen[id] = 1;
    const chosen = choosePieces(FILES.WordPiece, seen, { most: 0 }).map((id) => bert.tokenOf(id));
    expect(chosen).toEqual(expect.arrayContaining(["u", "n", "b", "##u", "##n", "##b", "##v"]));
  });
});

test("the unknown's score stays: what a rare character is worth decides between ways through a text", () => {
  const pieces: [string, number][] = [
    ["<s>", 0],
    ["<pad>", 0],
    ["</s>", 0],
    ["<unk>", 0],
    ["▁", -1],
    ["b", -100],
  ];
  const more: [string, number][] = [
    ["▁a", -1],
    ["▁abc", -20],
    ["def", -20],
    ["cdef", -5],
  ];
  const file = {
    ...unigram.tokenizer,
    added_tokens: [],
    model: { ...unigram.tokenizer.model, vocab: [...pieces, ...more] },
  };
  const json = JSON.stringify(file);
  const whole = open(json);
  const best = whole.encode("abcdef").ids;
  expect(best).toEqual([0, 7, 8, 2]); // ▁abc|def, -40; were b unknown at -30, ▁a|<unk>|cdef would be -36
  const { tokenizer, rows } = prunedTokenizer(json, [...best, 6, 9]);
  expect(
    open(tokenizer)
      .encode("abcdef")
      .ids.map((id) => rows[id]),
  ).toEqual(best);
  expect(rows).toContain(5);
});
