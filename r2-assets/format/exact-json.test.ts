import { describe, expect, test } from "vitest";
import { parseWithExactIds, quoteIntegerIds } from "./exact-json.ts";

describe("ids keep their digits", () => {
  test.each<[string, unknown]>([
    ['{"id":1400000000000000011}', { id: "1400000000000000011" }],
    ['{"id":18446744073709551616,"n":1}', { id: "18446744073709551616", n: 1 }],
    ['{"text":"a" , "id" :\t-9007199254740993\n}', { text: "a", id: "-9007199254740993" }],
    ['{"id":0}', { id: "0" }],
    ['[{"id":1},{"id":2,"id":3}]', [{ id: "1" }, { id: "3" }]],
    ['{"\\u0069d":12}', { id: "12" }],
    ['{"a":{"id":7}}', { a: { id: "7" } }],
  ])("%s", (text, value) => {
    expect(parseWithExactIds(text)).toEqual(value);
  });
});

test("what is no integer in digits stays a number", () => {
  for (const [spelt, value] of [
    ["1.0", 1],
    ["1e3", 1000],
    ["0.5", 0.5],
    ["12E1", 120],
  ])
    expect(parseWithExactIds(`{"id":${spelt}}`)).toEqual({ id: value });
  expect(parseWithExactIds('{"id":-0}')).toSatisfy(({ id }: { id: unknown }) => typeof id === "number");
});

test("other keys, and texts that talk of ids, are left alone", () => {
  for (const value of [
    { label: 3, ids: 4, "x.id": 5, "": 6 },
    { text: 'say {"id":1} and , "id": 2,' },
    { 'a"id': 5, '\\"id': 6, "\\": 7 },
    ['"id":3,', "\\", { id: "4" }, { id: null }, { id: [1, { id: "x" }] }],
  ])
    expect(parseWithExactIds(JSON.stringify(value))).toEqual(value);
});

test("what is no JSON stays none", () => {
  for (const text of ['{"id":01}', '{"id":1', '{"id":+1}', '{"id":1;}', '"x"id":1,', '{"a":"id":5}', '{"id":-}'])
    expect(() => parseWithExactIds(text)).toThrow(SyntaxError);
});

test("long runs of blanks and digits that lead nowhere are left as they are", () => {
  const many = 2 ** 18;
  for (const text of [
    `{"id":${" ".repeat(many)}x}`,
    `{"id":${"1".repeat(many)}x}`,
    `{"id"${" ".repeat(many)}x}`,
    '"id":1 '.repeat(many),
  ])
    expect(quoteIntegerIds(text)).toBe(text);
});
