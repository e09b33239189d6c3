import { expect, test } from "vitest";
import { createTokenizer } from "../../../r2-assets/format/tokenizer.ts";
import golden from "../../../test/golden/tokenizer.json" with { type: "json" };
import { taggingAnswerer } from "./answer.ts";

const tokenizer = createTokenizer(golden.tokenizer, { maxLength: 32 });
const row = { id: "r", tokens: ["the", "film", "the"], tags: ["O", "O", "O"] };

/** The answer of a tagger that gives each word's pieces this label. */
function answered(labels: string[], said: string[]) {
  const asked = taggingAnswerer.ask(row, tokenizer, { labels }, {});
  const { firstPieces, ids } = tokenizer.encodeWords(row.tokens);
  const logits = new Float32Array(ids.length * labels.length);
  for (const [word, piece] of firstPieces.entries()) logits[piece! * labels.length + labels.indexOf(said[word]!)] = 1;
  return asked.answer([logits]);
}

test.each([
  [["O", "B-PER", "I-PER"], ["B-PER", "I-PER", "O"], ["B-PER", "I-PER", "O"], 0],
  [["O", "B-PER", "I-PER"], ["I-PER", "I-PER", "O"], ["B-PER", "I-PER", "O"], 1],
  [["O", "I-PER"], ["I-PER", "I-PER", "O"], ["B-PER", "I-PER", "O"], 0], // IO opens so
  [["O", "PER"], ["PER", "O", "PER"], ["B-PER", "O", "B-PER"], 0],
  [["O", "B-PER", "I-PER", "E-PER", "S-PER"], ["S-PER", "B-PER", "O"], ["B-PER", "B-PER", "O"], 1], // never closed
  [["O", "B-PER", "I-PER", "E-PER", "S-PER"], ["B-PER", "E-PER", "S-PER"], ["B-PER", "I-PER", "B-PER"], 0],
])("labels %j say %j: %j, %i repaired", (labels, said, tags, repaired) => {
  expect(answered(labels, said)).toEqual({ tags, repaired });
});
