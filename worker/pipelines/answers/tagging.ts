import { mapTag } from "../../../eval/tasks/map-tag.ts";
import { argMax } from "../arg-max.ts";
import { runEncodings } from "../run-encodings.ts";
import { type Answerer, NOT_NUMBERS, refuseTexts } from "./answerer.ts";

/** One tag a word: what the model says of its first piece; O where it has none left after truncation, or none at all. */
export const tagging: Answerer<"tagging"> = {
  refuse: ({ tokens }) => refuseTexts(tokens.join(" ")),
  async answer(model, rows, { label_map }) {
    const labels = model.card.labels.map((tag) => mapTag(tag, label_map));
    const encoded = rows.map(({ tokens }) => model.tokenizer.encodeWords(tokens));
    const logits = await runEncodings(model, encoded); // each [tokens, labels]
    return encoded.map(({ firstPieces }, i) => {
      if (!logits[i]!.every(Number.isFinite)) return NOT_NUMBERS;
      const tagAt = (token: number) =>
        labels[argMax(logits[i]!.subarray(token * labels.length, (token + 1) * labels.length))]!;
      return { tags: firstPieces.map((token) => (token === null ? "O" : tagAt(token))) };
    });
  },
};
