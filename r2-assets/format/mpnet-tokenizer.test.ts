/** MPNet's tokenizer, BERT's WordPiece between other tokens, against Hugging Face's Rust tokenizers. */
import { expect, test } from "vitest";
import file from "../../test/golden/tiny-mpnet/tokenizer.json" with { type: "json" };
import golden from "../../test/golden/tiny-mpnet.json" with { type: "json" };
import { createTokenizer, TokenizerError } from "./tokenizer.ts";

const open = (changes: object = {}, maxLength = 64) => createTokenizer({ ...file, ...changes }, { maxLength });
const special = (id: string) => ({ SpecialToken: { id, type_id: 0 } });
const sequence = (id: string, type_id = 0) => ({ Sequence: { id, type_id } });
const templates = (typeOfSecond: number) => ({
  type: "TemplateProcessing",
  single: [special("<s>"), sequence("A"), special("</s>")],
  pair: [
    ...[special("<s>"), sequence("A"), special("</s>")],
    ...[special("</s>"), sequence("B", typeOfSecond), special("</s>")],
  ],
  special_tokens: { "<s>": { ids: [0] }, "</s>": { ids: [2] } },
});

const cases: { text: string; pair?: string; max_length: number; ids: number[]; type_ids: number[] }[] =
  golden.tokenizer_cases;

test.each(cases)("$text | $pair | $max_length", ({ text, pair, max_length, ids, type_ids: typeIds }) => {
  expect(open({}, max_length).encode(text, pair)).toMatchObject({ ids, typeIds });
  expect(open({ post_processor: templates(0) }, max_length).encode(text, pair)).toMatchObject({ ids, typeIds });
});

test("padding is <pad>, the unknown is WordPiece's own", () => {
  const { padId, unknownId, tokenOf } = open();
  expect([padId, tokenOf(unknownId)]).toEqual([1, "[UNK]"]);
});

test("a file that puts its tokens otherwise is refused, and one whose ids are not the vocabulary's", () => {
  const { post_processor } = file;
  expect(() => open({ post_processor: templates(1) })).toThrow(TokenizerError);
  expect(() => open({ post_processor: templates(1) })).toThrow(
    "must be <s> $A </s> </s> $B </s>, with all token types 0",
  );
  expect(() => open({ post_processor: { ...post_processor, sep: ["</s>", 3] } })).toThrow(
    "post_processor has the id 3 for </s>, the vocabulary 2",
  );
  expect(() => open({ post_processor: { ...post_processor, sep: ["[SEP]", 7] } })).toThrow(TokenizerError);
});
