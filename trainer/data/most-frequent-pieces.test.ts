import { expect, test } from "vitest";
import golden from "../../test/golden/tokenizer.json" with { type: "json" };
import { mostFrequentPieces } from "./most-frequent-pieces.ts";

const json = JSON.stringify(golden.tokenizer);
const { vocab } = golden.tokenizer.model as { vocab: Record<string, number> };
const tokens = Object.keys(vocab).sort((a, b) => vocab[a]! - vocab[b]!);
const isBase = (token: string) => /^\[.*\]$|^(?:##)?[!-~]$/.test(token);

test("special tokens, ASCII's characters, and the most frequent of the rest", () => {
  const base = tokens.filter(isBase).length;
  const [able, un] = [vocab["##able"]!, vocab.un!];
  const counts = tokens.map((_, id) => (id === able ? 9 : id === un ? 8 : 7));
  const kept = mostFrequentPieces(json, counts, base + 2).map((id) => tokens[id]!);
  expect(kept.filter((token) => !isBase(token))).toEqual(["un", "##able"]);
  expect(kept.filter(isBase)).toHaveLength(base);
});

test("of equal ones those with the lowest ids; too few are refused", () => {
  const counts = tokens.map(() => 1);
  const base = tokens.filter(isBase).length;
  const others = tokens.filter((token) => !isBase(token));
  expect(mostFrequentPieces(json, counts, base + 1)).toContain(vocab[others[0]!]);
  expect(() => mostFrequentPieces(json, counts, base - 1)).toThrow(
    new RangeError(`special tokens and ASCII's characters are ${base} pieces: more than the ${base - 1} asked for`),
  );
});
