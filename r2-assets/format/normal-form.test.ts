/** Origins of characters are compared with the Rust tokenizers' in `unigram-tokenizer.test.ts`. */
import { describe, expect, test } from "vitest";
import golden from "../../test/golden/normal-form.json" with { type: "json" };
import { sha256 } from "./digest.ts";
import { NORMAL_FORMS, normalForm } from "./normal-form.ts";

const characters = Array.from({ length: 0x110000 }, (_, code) => code)
  .filter((code) => code < 0xd800 || code > 0xdfff)
  .map((code) => String.fromCodePoint(code));

/** Those that may do something: ideographs and syllables, which all are alike, left out. */
const lively = characters.filter((char) =>
  /(?!\p{Script=Han}|[\uac10-\ud7a3])[\p{L}\p{M}\p{N}\p{P}\p{S}\p{Z}]/u.test(char),
);

// Fails on a runtime whose Unicode has characters that `YOUNGER` does not know yet: they belong there.
describe.each(NORMAL_FORMS)("%s", (form) => {
  const { apply } = normalForm(form);
  const digest = (before: string) =>
    sha256(new TextEncoder().encode(characters.map((char) => apply(before + char)).join("\n")));

  test("every character becomes what it does in Hugging Face's Rust tokenizers", async () => {
    expect(await digest("")).toBe(golden.alone[form]);
  });

  test("and goes where it does there, behind a mark that all others go before", async () => {
    expect(await digest("\u0345")).toBe(golden.behind_0345[form]);
  });

  test("in parts a text becomes what it does as a whole, whatever stands beside each other", () => {
    const young = "\u{10781}"; // with it, a text is taken part by part
    const before = ["e", "\u1100", "\uac00", "\u09c7\u0345", "\u30ab", "\u{11131}"];
    const wrong = lively.filter((char) => {
      if (char.normalize("NFKD") !== normalForm("NFKD").apply(char)) return false; // younger ones stand for themselves
      const text = before.map((each) => each + char).join("x");
      return apply(young + text) !== young + apply(text);
    });
    expect(wrong).toEqual([]);
  });
});

test("half a surrogate pair stays", () => {
  for (const form of NORMAL_FORMS)
    expect(normalForm(form).trace("e\u0301\ud83d \udc00").text).toMatch(/\ud83d \udc00$/);
});

test("a long run of marks is put in order as the runtime would", () => {
  const marks = Array.from(
    { length: 500 },
    (_, i) => "\u0323\u0301\u0316\u0345\u0334\u0308"[(7 * i + (i >> 3)) % 6],
  ).join("");
  for (const form of NORMAL_FORMS) expect(normalForm(form).apply(`a${marks}b`)).toBe(`a${marks}b`.normalize(form));
});
