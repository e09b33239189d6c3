import { expect, test } from "vitest";
import { joinMarked, joinWordPieces } from "./join-tokens.ts";

test("pieces are joined as transformers decodes them", () => {
  expect(joinWordPieces(["un", "##able", ",", "it", "'", "s", "!", "(", "?"])).toBe("unable, it ' s! (?");
  expect(joinWordPieces(["##able", "x"])).toBe("##able x");
});

test("where blanks are letters, they are put back", () => {
  expect(joinMarked(["▁New", "▁Yor", "k", ",", "▁"])).toBe("New York, ");
  expect(joinMarked(["York"])).toBe("York");
  expect(joinMarked([])).toBe("");
});
