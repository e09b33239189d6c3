import { expect, test } from "vitest";
import { spell } from "./spell-piece.ts";

const PIECES = ["un", "b", "##b", "##in", "##i", "##g", "##", "#", "in"];
const idOf = (token: string) => (PIECES.includes(token) ? PIECES.indexOf(token) : undefined);
const spelt = (token: string) => spell(token, idOf)?.map((id) => PIECES[id]) ?? null;

test("longest first, and inside a word with ##", () => {
  expect(spelt("inbig")).toEqual(["in", "##b", "##i", "##g"]);
  expect(spelt("##ing")).toEqual(["##in", "##g"]);
  expect(spelt("un")).toEqual(["un"]);
  expect(spelt("##")).toEqual(["##"]); // two signs are no prefix of nothing
});

test("null where a character is in no piece", () => {
  expect(spelt("bun")).toBeNull();
  expect(spelt("##un")).toBeNull();
});
