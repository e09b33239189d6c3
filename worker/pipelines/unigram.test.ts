/** In workerd, whose Unicode is its own. All of it, and what else is read and refused: r2-assets/format/unigram-tokenizer.test.ts. */
import { expect, test } from "vitest";
import { codePointsOf } from "../../r2-assets/format/code-points.ts";
import { createTokenizer } from "../../r2-assets/format/tokenizer.ts";
import golden from "../../test/golden/unigram.json" with { type: "json" };

test.each(golden.groups)("read $name: tokens and places are Hugging Face's", ({ normalizer, pre_tokenizer, cases }) => {
  const tokenizer = createTokenizer({ ...golden.tokenizer, normalizer, pre_tokenizer }, { maxLength: 1024 });
  for (const { text, ids, offsets } of cases) {
    const { pieces } = tokenizer.encodeWithOffsets(text);
    const place = codePointsOf(text);
    const found = {
      ids: pieces.map(({ id }) => id),
      offsets: pieces.flatMap((piece) => [place(piece.start), place(piece.end)]),
    };
    expect({ text, ...found }).toEqual({ text, ids, offsets });
  }
});
